/**
 * A function that knows what it gave last: for what is asked the same many times in a row, and costs more than to see
 * that it is the same.
 */
export function rememberingLast<Argument, Result>(make: (of: Argument) => Result): (of: Argument) => Result {
  let last: { readonly of: Argument; readonly made: Result } | undefined;
  return (of) => {
    if (last === undefined || last.of !== of) last = { of, made: make(of) };
    return last.made;
  };
}
