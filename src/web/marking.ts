/**
 * The one thing that the page can change: what was marked. A page of somebody else's cannot ask for it: the request
 * must come from this page (`Origin`, `Sec-Fetch-Site`) and be JSON, which no form can send.
 */
import type { Context } from "hono";
import { type AskedMark, type LiveRun, MARK_SCOPES, MARKS } from "./live_run.ts";

const BODY_MAX = 1000;

/** Answers `POST /api/v1/anomalies/:id/mark`. */
export async function answerMark(context: Context, { mark }: LiveRun): Promise<Response> {
  if (mark === undefined) return keepsNone(context);
  if (!isOwn(context)) return isOthers(context);
  const asked = readMark(await readJson(context));
  if (asked === undefined) {
    const what = `"mark" is one of ${MARKS.join(", ")}, "scope" one of ${MARK_SCOPES.join(", ")}`;
    return context.json({ error: `expected JSON in which ${what}` }, 400);
  }
  return context.json({ said: await mark(context.req.param("id") ?? "", asked) });
}

/** Answers `POST /api/v1/marks/undo`, whose JSON may be empty. */
export async function answerUndo(context: Context, { undoMark }: LiveRun): Promise<Response> {
  if (undoMark === undefined) return keepsNone(context);
  if (!isOwn(context)) return isOthers(context);
  if (await readJson(context) === undefined) return context.json({ error: "expected JSON such as {}" }, 400);
  return context.json({ said: await undoMark() });
}

function keepsNone(context: Context): Response {
  return context.json({ error: "this run keeps no marks" }, 404);
}

function isOthers(context: Context): Response {
  return context.json({ error: "only this page may ask for it" }, 403);
}

/** Whether the request is this page's, or a program's, which is no browser. */
function isOwn({ req }: Context): boolean {
  const site = req.header("sec-fetch-site");
  if (site !== undefined && site !== "same-origin") return false;
  const origin = req.header("origin");
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === req.header("host")?.toLowerCase();
}

/** What was sent, where it is a short object as JSON. */
async function readJson({ req }: Context): Promise<Record<string, unknown> | undefined> {
  if (!/^application\/json\b/i.test(req.header("content-type") ?? "")) return undefined;
  if (!(Number(req.header("content-length")) <= BODY_MAX)) return undefined;
  try {
    const value: unknown = await req.json();
    return typeof value === "object" && value !== null ? value as Record<string, unknown> : undefined;
  } catch {
    return undefined;
  }
}

function readMark(asked: Record<string, unknown> | undefined): AskedMark | undefined {
  const mark = MARKS.find((each) => each === asked?.mark);
  const scope = MARK_SCOPES.find((each) => each === asked?.scope);
  return mark === undefined || scope === undefined ? undefined : { mark, scope };
}
