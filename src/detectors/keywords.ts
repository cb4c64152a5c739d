/**
 * The words by which programs say that they are in trouble, each in the spelling that they use: as a sentence, as the
 * name of an exception, as the name of an error number or signal. A score says how sure a word is: what is said of
 * nothing but a failure that somebody has to look at flags a line by itself (from .9 on), what is said of everyday
 * failures too only adds to what else is odd. Words are looked for in shapes, where tokens of numbers and paths are
 * masked: so none holds a digit.
 */

/** Words of one field with the same score. */
interface KeywordGroup {
  readonly field: string;
  readonly score: number;
  readonly words: readonly string[];
}

/** As they stand in the reference. In lower case; found in any. */
export const KEYWORD_GROUPS: readonly KeywordGroup[] = [
  {
    field: "memory",
    score: .97,
    words: [
      ...["out of memory", "oom-killer", "oom-kill", "oomkilled", "outofmemoryerror", "outofmemoryexception"],
      ...["java heap space", "gc overhead limit exceeded", "unable to create native thread"],
      ...["unable to create new native thread", "bad_alloc", "stackoverflowerror", "stackoverflowexception"],
    ],
  },
  {
    field: "memory",
    score: .95,
    words: ["stack overflow", "cannot allocate memory", "memoryerror"],
  },
  {
    field: "memory",
    score: .93,
    words: ["killed process", "memory exhausted", "page allocation failure", "enomem", "recursionerror"],
  },
  { field: "memory", score: .85, words: ["to-space exhausted", "full gc"] },
  { field: "kernel", score: .98, words: ["kernel panic"] },
  {
    field: "kernel",
    score: .97,
    words: [
      ...["kernel bug", "unable to handle kernel", "general protection fault", "soft lockup", "hard lockup"],
      ...["bugcheck"],
    ],
  },
  {
    field: "kernel",
    score: .93,
    words: [
      ...["blocked for more than", "self-detected stall", "detected stalls", "hardware error", "call trace", "oops:"],
      ...["table full, dropping packet", "neighbor table overflow", "neighbour table overflow"],
      ...["possible syn flooding", "power failure", "temperature above threshold"],
    ],
  },
  {
    field: "crashes",
    score: .97,
    words: [
      ...[
        "segmentation fault",
        "segfault",
        "segmentation violation",
        "sigsegv",
        "sigbus",
        "core dumped",
        "code=dumped",
      ],
      ...["stack smashing detected", "buffer overflow detected", "double free", "use-after-free", "addresssanitizer"],
      ...[
        "access violation",
        "all goroutines are asleep",
        "concurrent map writes",
        "concurrent map read and map write",
      ],
      ...["invalid memory address"],
    ],
  },
  {
    field: "crashes",
    score: .95,
    words: [
      ...["panic", "panicked at", "nil pointer dereference", "null pointer dereference", "sigabrt", "sigill"],
      ...["crashloopbackoff"],
    ],
  },
  {
    field: "crashes",
    score: .93,
    words: [
      ...["fatal", "crashed", "exited on signal", "killed by signal", "terminated abnormally", "assertion failure"],
      ...["unhandled exception", "uncaught exception", "uncaughtexception", "unhandled rejection"],
      ...["unhandledpromiserejectionwarning", "data race", "noclassdeffounderror", "nosuchmethoderror"],
      ...["unsatisfiedlinkerror", "exceptionininitializererror", "back-off restarting failed container"],
      ...["imagepullbackoff"],
    ],
  },
  { field: "crashes", score: .92, words: ["traceback", "emergency"] },
  {
    field: "crashes",
    score: .85,
    words: [
      "nullpointerexception",
      "nullreferenceexception",
      "runtime error",
      "assertion failed",
      "index out of range",
    ],
  },
  {
    field: "storage",
    score: .97,
    words: [
      ...["no space left on device", "enospc", "medium error", "unrecovered read error"],
      ...["remounting filesystem read-only", "database disk image is malformed"],
    ],
  },
  { field: "storage", score: .96, words: ["data loss"] },
  {
    field: "storage",
    score: .95,
    words: [
      ...["disk full", "disk is full", "filesystem full", "filesystem is full", "file system full"],
      ...["file system is full", "i/o error", "input/output error", "fs error", "disk failure"],
      ...["rejecting i/o to offline device", "uncorrectable error", "flood stage disk watermark"],
    ],
  },
  {
    field: "storage",
    score: .93,
    words: [
      ...["corrupted", "corruption", "corrupt", "read-only file system", "filesystem error", "file system error"],
      ...["disk quota exceeded", "bad sector", "bad sectors", "checksum error", "checksum mismatch", "degraded array"],
      ...["too many open files", "emfile", "enfile"],
    ],
  },
  {
    field: "databases",
    score: .95,
    words: [
      ...["deadlock", "could not write to file", "could not read block", "invalid page in block", "split-brain"],
      ...["split brain", "must be vacuumed within", "can't save in background"],
    ],
  },
  {
    field: "databases",
    score: .93,
    words: [
      ...["too many connections", "too many clients", "remaining connection slots are reserved", "pool exhausted"],
      ...["pool is exhausted", "lock wait timeout exceeded", "unable to extend", "lost quorum", "misconf"],
      ...["circuit_breaking_exception", "circuitbreakingexception"],
    ],
  },
  {
    field: "secure connections",
    score: .93,
    words: ["certificate has expired", "certificate expired", "cert_has_expired", "certificate revoked"],
  },
  {
    field: "secure connections",
    score: .85,
    words: [
      ...["certificate verify failed", "unknown authority", "not yet valid", "sslhandshakeexception"],
      ...["certpathvalidatorexception", "certificate expires"],
    ],
  },
  { field: "any", score: .8, words: ["exception", "critical"] },
  {
    field: "any",
    score: .7,
    words: ["aborted", "failed", "failure", "error", "denied", "refused", "unreachable", "timed out"],
  },
  { field: "any", score: .6, words: ["timeout"] },
];

/** Words and phrases, in lower case, with their score. */
export const KEYWORDS: ReadonlyMap<string, number> = new Map(
  KEYWORD_GROUPS.flatMap(({ score, words }) => words.map((word) => [word, score] as const)),
);
