/**
 * What a notifier may not do in this run. Oddline from source has only the permissions it was started with, and must
 * not stop a run to ask for more; the compiled program has all. Either gives up at its start what nothing asks for by
 * then, so that what a reload adds may be more than it may still do.
 */
import type { NotifierSpec } from "../../alerts/notifier_spec.ts";
import { parseSyslogAddress } from "../../alerts/notifiers/syslog.ts";

/** Why it cannot work, and what would do; undefined when it can. The spec has its secrets filled in. */
export function missingPermission(spec: NotifierSpec): string | undefined {
  switch (spec.type) {
    case "webhook": {
      const { host, port, protocol } = new URL(spec.url);
      return network(port === "" ? `${host}:${protocol === "https:" ? 443 : 80}` : host);
    }
    case "syslog": {
      const address = parseSyslogAddress(spec.address);
      if (address.transport !== "unix") return network(`${address.host}:${address.port}`);
      return isGranted({ name: "read", path: address.path }) && isGranted({ name: "write", path: address.path })
        ? undefined
        : missing(`read and write ${address.path}`, "--allow-read --allow-write");
    }
    case "command":
      return isGranted({ name: "run", command: spec.command[0] })
        ? undefined
        : missing("start programs", `--allow-run=${spec.command[0]}`);
    case "file":
    case "terminal":
      return undefined;
  }
}

function network(host: string): string | undefined {
  return isGranted({ name: "net", host }) ? undefined : missing("use the network", `--allow-net=${host}`);
}

function missing(what: string, flag: string): string {
  if (Deno.build.standalone) {
    return `may not ${what}: it gave that up at its start, when nothing asked for it; restart it`;
  }
  return `may not ${what}: from source, start with "deno task online", or with deno run ${flag}`;
}

function isGranted(permission: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.querySync(permission).state === "granted";
}
