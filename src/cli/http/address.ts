/** Where the page is: `HOST:PORT`, as `--http-addr` takes it. */

export interface HttpAddress {
  readonly host: string;
  readonly port: number;
}

/** As the system that Oddline replaces had it, but for this machine alone. */
export const DEFAULT_HTTP_ADDRESS: HttpAddress = { host: "127.0.0.1", port: 8080 };

/** Reads an address; `:8080` is that port of this machine. Throws SyntaxError that says what would do. */
export function parseHttpAddress(text: string): HttpAddress {
  const [, bracketed, plain, port] = /^(?:\[([0-9a-fA-F:.]+)\]|([\w.-]*)):(\d{1,5})$/.exec(text) ?? [];
  if (port === undefined || Number(port) > 65_535) {
    throw new SyntaxError(`'${text}' is no address; write HOST:PORT such as 127.0.0.1:8080 or [::1]:8080`);
  }
  return { host: (bracketed ?? plain) || DEFAULT_HTTP_ADDRESS.host, port: Number(port) };
}

/** The address as it is written. */
export function addressText({ host, port }: HttpAddress): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** The address as a link. */
export function addressUrl(address: HttpAddress): string {
  return `http://${addressText(address)}/`;
}
