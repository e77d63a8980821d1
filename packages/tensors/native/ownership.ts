/**
 * Whether another user could have put a compiled library where it is: loading it runs its code, and
 * the digest in its name proves nothing if an attacker can write to the folder, and so choose the
 * name.
 */
import { dirname } from "node:path";

/** The facts about a file or folder. */
type Ownership = Pick<Deno.FileInfo, "uid" | "mode">;

/** The bits of a mode by which the group or others may write. */
const OTHERS_WRITE = 0o022;

/** The bits by which they may access the contents of a folder. */
const OTHERS_ENTER = 0o011;

/** The user who may do anything anyway. */
const ROOT = 0;

/**
 * Why a library must not be loaded: it, or its folder, belongs to another user or can be written by
 * others. Undefined if only root and the user of `own` can have changed it. Needs the rights to
 * read the folder and to know the user, `--allow-sys=uid`. Windows has neither owners nor modes
 * that Deno shows, and its libraries are below a folder that belongs to the user alone, so nothing
 * is checked there.
 */
export async function faultOfOwner(library: string): Promise<string | undefined> {
  if (Deno.build.os === "windows") return undefined;
  const folder = dirname(library);
  const [file, around] = await Promise.all([Deno.stat(library), Deno.stat(folder)]);
  const uid = Deno.uid();
  const fault = faultOf(around, uid);
  if (fault !== undefined) return `${folder} ${fault}`;
  // What others cannot reach, they cannot write, whatever the mode that the compiler gave it.
  const mode = ((around.mode ?? 0) & OTHERS_ENTER) === 0 ? 0 : file.mode;
  const own = faultOf({ uid: file.uid, mode }, uid);
  return own === undefined ? undefined : `${library} ${own}`;
}

/** What is wrong with an owner and a mode. */
function faultOf({ uid, mode }: Ownership, own: number | null): string | undefined {
  if (uid !== ROOT && uid !== own) return `belongs to another user (${uid})`;
  if (((mode ?? 0) & OTHERS_WRITE) === 0) return undefined;
  return "can be written by other users; take that right from them: chmod go-w";
}
