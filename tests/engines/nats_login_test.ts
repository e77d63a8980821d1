import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { nkeys } from "@nats-io/transport-node";
import { createWorkplace, outcomeOf } from "../command_line.ts";
import { declare } from "../sample_experiment.ts";
import { startNatsServer } from "./nats_server.ts";
import { isLeftOut, isLong } from "./programs.ts";

const ignore = isLong("nats_login_test") || isLeftOut("nats_login_test", "nats-server", "openssl");

/** The credentials of a user as NATS tools write them, but for the JWT, and the public key. */
function createUser(): { readonly credentials: string; readonly publicKey: string } {
  const user = nkeys.createUser();
  const part = (name: string, text: string) =>
    `-----BEGIN ${name}-----\n${text}\n------END ${name}------\n\n`;
  const seed = new TextDecoder().decode(user.getSeed());
  return {
    credentials: part("NATS USER JWT", "none") + part("USER NKEY SEED", seed),
    publicKey: user.getPublicKey(),
  };
}

/** Makes a certificate for 127.0.0.1 that signs itself. */
async function makeCertificate(
  folder: string,
  name = "server",
): Promise<{ certificate: string; key: string }> {
  const [certificate, key] = ["pem", "key"].map((end) => join(folder, `${name}.${end}`));
  const { success } = await new Deno.Command("openssl", {
    args: [
      ..."req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2".split(" "),
      ..."-subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1".split(" "),
      ...["-keyout", key!, "-out", certificate!],
    ],
    stderr: "null",
  }).output();
  assertEquals(success, true);
  return { certificate: certificate!, key: key! };
}

Deno.test({
  name: "experiment --engine nats is let in with credentials, over TLS, and nobody is without",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    const user = createUser();
    const { certificate, key } = await makeCertificate(place.path);
    await using server = await startNatsServer(
      place.path,
      `tls { cert_file: "${certificate}", key_file: "${key}" }\n` +
        `authorization { users: [{ nkey: ${user.publicKey} }] }`,
    );
    await place.write("experiments/sweep.ts", declare({ seeds: [1] }));
    const credentials = await place.write("user.creds", user.credentials);
    const address = server.address.replace("nats:", "tls:");
    const login = ["--engine", address, "--credentials", credentials, "--tls-ca", certificate];
    const worker = place.start("worker", ...login);
    const { status, complaints, out } = await place.run("experiment", "sweep", ...login);
    assertEquals([status, complaints], [0, ""]);
    assertStringIncludes(out, "[2/2] ");
    worker.kill("SIGINT");
    assertEquals(outcomeOf(await worker.output()).status, 130);

    const refusals: [string[], RegExp][] = [
      [
        ["--tls-ca", certificate],
        /^error: --engine: cannot connect to 127\.0\.0\.1:\d+: Authorization Violation\n$/,
      ],
      [
        ["--credentials", credentials],
        /^error: --engine: cannot connect to 127\.0\.0\.1:\d+: .*(certificate|UnknownIssuer)/i,
      ],
      [["--credentials", "none.creds"], /^error: --credentials: there is no file none\.creds\n$/],
    ];
    for (const [flags, complaint] of refusals) {
      for (const command of [["experiment", "sweep", "--out", "other"], ["worker"]]) {
        const refused = await place.run(...command, "--engine", address, ...flags);
        assertEquals(refused.status, 2, refused.complaints);
        assertMatch(refused.complaints, complaint);
      }
    }
  },
});

Deno.test({
  name: "experiment --engine nats shows its own certificate to a server that asks for one",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    const [server, own, other] = await Promise.all(
      ["server", "own", "other"].map((name) => makeCertificate(place.path, name)),
    );
    await using nats = await startNatsServer(
      place.path,
      `tls { cert_file: "${server!.certificate}", key_file: "${server!.key}", ` +
        `ca_file: "${own!.certificate}", verify: true }`,
    );
    await place.write("experiments/sweep.ts", declare({ seeds: [1] }));
    const address = nats.address.replace("nats:", "tls:");
    const engine = ["--engine", address, "--tls-ca", server!.certificate];
    const showing = ({ certificate, key }: typeof server & object) => [
      ...engine,
      ...["--tls-certificate", certificate, "--tls-key", key],
    ];
    const worker = place.start("worker", ...showing(own!));
    const { status, complaints, out } = await place.run("experiment", "sweep", ...showing(own!));
    assertEquals([status, complaints], [0, ""]);
    assertStringIncludes(out, "[2/2] ");
    worker.kill("SIGINT");
    assertEquals(outcomeOf(await worker.output()).status, 130);

    const halves = await place.run("worker", ...engine, "--tls-certificate", own!.certificate);
    assertEquals(halves.status, 2);
    assertEquals(halves.complaints, "error: --tls-certificate: needs --tls-key too, its key\n");
    const refusals = [
      place.run("experiment", "sweep", "--out", "none", ...engine),
      place.run("experiment", "sweep", "--out", "other", ...showing(other!)),
      place.run("worker", ...engine),
      place.run("worker", ...showing(other!)),
    ];
    for (const refused of await Promise.all(refusals)) {
      assertEquals(refused.status, 2, refused.complaints);
      assertMatch(
        refused.complaints,
        /^error: --engine: cannot connect to 127\.0\.0\.1:\d+: (timeout|received .*); it may want a client certificate /,
      );
    }
  },
});

Deno.test("experiment and worker send no password in the clear to another machine", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/sweep.ts", declare({ seeds: [1] }));
  for (const command of [["experiment", "sweep"], ["worker"]]) {
    const refused = await place.run(...command, "--engine", "nats://ada:secret@queue.example");
    assertEquals([refused.status, refused.complaints], [
      2,
      'error: --engine: would send the password of "ada" to queue.example:4222 in the clear; wanted ' +
      "tls:// instead of nats://, or --credentials FILE, by which no password is sent\n",
    ]);
  }
});
