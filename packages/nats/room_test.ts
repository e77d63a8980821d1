import { assertEquals } from "@std/assert";
import { createRoom } from "./room.ts";

Deno.test("createRoom admits what there is room for, in turn, and anything larger by itself", async () => {
  const room = createRoom(10);
  const inside: string[] = [];
  const take = async (name: string, bytes: number) => {
    const taken = await room.take(bytes);
    inside.push(name);
    return taken;
  };
  const [a, b] = [await take("a", 4), await take("b", 6)];
  const large = take("large", 1000);
  const small = take("small", 1);
  a[Symbol.dispose]();
  await Promise.resolve();
  assertEquals(inside, ["a", "b"]);
  b[Symbol.dispose]();
  (await large)[Symbol.dispose]();
  (await small)[Symbol.dispose]();
  assertEquals(inside, ["a", "b", "large", "small"]);
});
