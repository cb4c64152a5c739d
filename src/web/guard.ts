/**
 * Who may ask. Without a token only this machine can reach the page, and only under a name of its own: a page of
 * somebody else's, whose name was made to point here (DNS rebinding), is turned away by its `Host`. With a token,
 * whoever has it may ask: in the header `Authorization: Bearer`, or in a cookie that `/?token=` sets.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";

const COOKIE = "oddline_token";

/** Nothing from outside, nothing inline, in nobody's frame. */
const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cache-control": "no-store",
};

/** Sets what every answer has. */
export const securityHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  for (const [name, value] of Object.entries(HEADERS)) context.res.headers.set(name, value);
};

/** Turns away what comes under a name that is not this machine's. */
export function knownHosts(): MiddlewareHandler {
  return async (context, next) => {
    if (!isLoopbackName(hostOf(context.req.header("host") ?? ""))) {
      return context.text("This page answers only to localhost. For another name, set a token (http_token).\n", 421);
    }
    await next();
  };
}

/** Turns away who has not the token. */
export function tokenNeeded(token: string): MiddlewareHandler {
  const expected = digest(token);
  const isRight = (given: string | undefined) => given !== undefined && timingSafeEqual(digest(given), expected);
  return async (context, next) => {
    const { req } = context;
    const asked = req.method === "GET" && req.path === "/" ? req.query("token") : undefined;
    if (isRight(asked)) {
      setCookie(context, COOKIE, token, { httpOnly: true, sameSite: "Strict", path: "/" });
      return context.redirect("/");
    }
    const bearer = /^Bearer (.+)$/.exec(req.header("authorization") ?? "")?.[1];
    if (!isRight(bearer) && !isRight(getCookie(context, COOKIE))) {
      return context.text("Needs the token: open /?token=TOKEN, or send it as Authorization: Bearer TOKEN.\n", 401, {
        "www-authenticate": "Bearer",
      });
    }
    await next();
  };
}

/** Whether a name or address means this machine alone. */
export function isLoopbackName(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost") || host === "::1" || host === "[::1]" ||
    /^127(\.\d{1,3}){3}$/.test(host);
}

/** The name of a `Host` header, without its port. */
function hostOf(header: string): string {
  return header.toLowerCase().replace(/:\d*$/, "");
}

function digest(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}
