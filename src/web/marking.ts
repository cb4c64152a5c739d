/**
 * The one thing that the page can change: what was marked. A page of somebody else's cannot ask for it: the request must
 * come from this page (`Origin`, `Sec-Fetch-Site`) and be JSON, which no form can send.
 */
import type { Context } from "hono";
import { type AskedMark, type LiveRun, MARK_SCOPES, MARKS } from "./live_run.ts";

const BODY_MAX = 1000;

/** Answers `POST /api/v1/anomalies/:id/mark`. */
export async function answerMark(context: Context, { mark }: LiveRun): Promise<Response> {
  if (mark === undefined) return context.json({ error: "this run keeps no marks" }, 404);
  if (!isOwn(context)) return context.json({ error: "only this page may ask for it" }, 403);
  const asked = await readMark(context);
  if (asked === undefined) {
    const what = `"mark" is one of ${MARKS.join(", ")}, "scope" one of ${MARK_SCOPES.join(", ")}`;
    return context.json({ error: `expected JSON in which ${what}` }, 400);
  }
  return context.json({ said: await mark(context.req.param("id") ?? "", asked) });
}

/** Whether the request is this page's, or a program's, which is no browser. */
function isOwn({ req }: Context): boolean {
  const site = req.header("sec-fetch-site");
  if (site !== undefined && site !== "same-origin") return false;
  const origin = req.header("origin");
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === req.header("host")?.toLowerCase();
}

async function readMark({ req }: Context): Promise<AskedMark | undefined> {
  if (!/^application\/json\b/i.test(req.header("content-type") ?? "")) return undefined;
  if (!(Number(req.header("content-length")) <= BODY_MAX)) return undefined;
  try {
    const { mark, scope } = await req.json();
    return MARKS.includes(mark) && MARK_SCOPES.includes(scope) ? { mark, scope } : undefined;
  } catch {
    return undefined;
  }
}
