/** The long logs of the trials, made once from the short ones of the corpora. */

const corpora = Deno.env.get("ODDLINE_CORPORA") ?? "../shared/data";
const tools = `${corpora}/../tools`;
const folder = `${Deno.env.get("TMPDIR") ?? "/tmp"}/oddline-trials`;

const KINDS = {
  HDFS: ["hdfs/hdfs.log"],
  JSON: ["hdfs/hdfs.log", "--json"],
  BGL: ["loghub/BGL.log"],
} as const;

export type Kind = keyof typeof KINDS;
export const ALL_KINDS = Object.keys(KINDS) as Kind[];

/** The temporary folder of what trials make, kept between runs. */
export function trialFolder(): string {
  return folder;
}

/** A tool that stands beside the corpora. */
export function tool(name: string): string {
  return `${tools}/${name}`;
}

/** The path of a log of this many lines; made if it is not there yet. */
export async function corpus(kind: Kind, lines: number): Promise<string> {
  const path = `${folder}/${kind.toLowerCase()}-${lines}.log`;
  try {
    Deno.statSync(path);
    return path;
  } catch {
    await Deno.mkdir(folder, { recursive: true });
  }
  const [source, ...flags] = KINDS[kind];
  const file = await Deno.create(`${path}.part`);
  const made = new Deno.Command(tool("vary"), {
    args: [`${corpora}/${source}`, String(lines), ...flags],
    stdout: "piped",
  });
  const child = made.spawn();
  await child.stdout.pipeTo(file.writable);
  if (!(await child.status).success) throw new Error(`Cannot make ${path}: ${tool("vary")} failed`);
  await Deno.rename(`${path}.part`, path);
  return path;
}
