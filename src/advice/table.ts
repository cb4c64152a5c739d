/**
 * What to look at next, by what the line speaks of, then by the detector: what an experienced person on call would type
 * first. Only commands that read. The first row that fits stands.
 */
import { SEVERITY } from "../core/severity.ts";
import type { AdviceRow } from "./advice_row.ts";

const WARNINGS_AROUND = "journalctl --since {since} --until {until} -p warning --no-pager";

/** By the words of the line. */
const BY_WORDS: readonly AdviceRow[] = [
  {
    match:
      "out ?of ?memory|oom-?kill|cannot allocate memory|memory cgroup|java heap space|\\bgc overhead|memoryerror|" +
      "bad_alloc|enomem|native thread|page allocation failure|memory exhausted|killed process|circuit_?breaking|stack ?overflow|" +
      "recursionerror",
    recommendation: "memory ran out: see what was killed, and who uses most of it",
    commands: ["dmesg -T | grep -i -E 'oom|killed process'", "free -m", "ps aux --sort=-rss | head"],
  },
  {
    match: "full gc|pause full|to-space exhausted",
    recommendation: "a garbage collector held the program up: see how long and how often, and how full its heap is",
    commands: ["{look}", "ps aux --sort=-rss | head", "free -m"],
  },
  {
    match: "no space left|(?:disk|file ?system) (?:is )?full|disk quota|enospc|disk watermark|unable to extend",
    recommendation: "a disk is full: find which one, and what fills it; inodes run out too",
    commands: ["df -h", "df -i", "du -xsh /* 2>/dev/null | sort -h | tail"],
  },
  {
    match: "read-only file ?system|filesystem read-only|i/o error|input/output error|fs error|file ?system error|" +
      "medium error|bad sector|unrecovered read|uncorrectable|checksum (?:error|mismatch)|corrupt|disk failure|" +
      "degraded array|offline device|image is malformed|invalid page|could not (?:read block|write to file)|data loss|" +
      "save in background|misconf",
    recommendation: "storage may be failing: stop what writes, see what the kernel says, check that backups are whole",
    commands: ["dmesg -T | tail -n 50", "lsblk -o NAME,SIZE,RO,MOUNTPOINT,STATE", "df -h"],
  },
  {
    match: "too many open files|emfile|enfile|file descriptor",
    recommendation: "file handles ran out: see the limit, and which process holds most",
    commands: ["cat /proc/sys/fs/file-nr", "ulimit -n", "ls /proc/*/fd 2>/dev/null | wc -l"],
  },
  {
    match: '" 50[0-9] ',
    recommendation: "a server answers with errors: see its own error log, and whether what it asks behind it is up",
    commands: ["{look}", "ss -ltnp", "systemctl --failed --no-pager"],
  },
  {
    match: "connection refused|econnrefused",
    recommendation: "nobody listens there: see which services are down, and what listens",
    commands: ["ss -ltnp", "systemctl --failed --no-pager"],
  },
  {
    match: "name resolution|unknown host|nxdomain|no such host|could ?n.t resolve|getaddrinfo",
    recommendation: "a name does not resolve: try it by hand, and see which resolver is asked",
    commands: ["cat /etc/resolv.conf", "resolvectl status --no-pager"],
  },
  {
    match: "certificate|cert_has_expired|x509|(?:tls|ssl) ?handshake|certpath",
    recommendation: "a secure connection failed: see whether a certificate or this machine's clock is out of date",
    commands: ["timedatectl", WARNINGS_AROUND],
  },
  {
    match: "failed password|authentication fail|invalid user|login fail|failed login|access denied|unauthori[sz]ed",
    recommendation: "logins fail: see from where, for which users, and whether one got in",
    commands: ["lastb -n 20", "last -n 20", "{look}"],
  },
  {
    match: "permission denied|operation not permitted|eacces",
    recommendation: "a right is missing: see who runs the service, and what changed on the file",
    commands: ["id", WARNINGS_AROUND],
  },
  {
    match: "pool (?:is )?exhausted|too many (?:connections|clients)|connection slots|" +
      "no (?:free|available) connections?|lock wait|deadlock",
    recommendation: "something holds on to connections or locks: look for long-running work in the database",
    commands: ["ss -tn state established | wc -l", "{look}"],
  },
  {
    match: "timed? ?out|unreachable|connection reset|broken pipe|econnreset|no route to host",
    recommendation: "the network or the other side is slow or gone: see routes, errors and connections that hang",
    commands: ["ip -s link", "ss -tn state syn-sent", "ip route"],
  },
  {
    match: "blocked for more than|(?:soft|hard) lockup|detected stalls?|stall detected|hung[ _]task|\\boops:|" +
      "call trace|hardware error|power failure|temperature above|bugcheck",
    recommendation: "the kernel or the machine is in trouble: see what it says, what hangs, and the load",
    commands: ["dmesg -T | tail -n 50", "ps axo stat,pid,wchan,args | grep '^D'", "uptime"],
  },
  {
    match: "table full|table overflow|syn flooding",
    recommendation: "a table of the kernel is full: see how many connections there are, and who opens them",
    commands: ["ss -s", "dmesg -T | tail -n 50"],
  },
  {
    match: "lost quorum|split[ -]brain",
    recommendation: "members of a cluster do not see each other: see which are up, and the network between them",
    commands: ["ip -s link", "ss -s", "{look}"],
  },
  {
    match: "crashloopbackoff|back-off restarting|imagepullbackoff",
    recommendation: "a container does not come up: see why its last one ended, and what was deployed",
    commands: ["kubectl get pods -A", "kubectl get events -A"],
  },
  {
    match:
      "segfault|segmentation (?:fault|violation)|core dumped|code=dumped|panic|fatal signal|crash|\\bsig(?:segv|bus|" +
      "abrt|ill)\\b|exited on signal|killed by signal|terminated abnormally|protection fault|nil pointer|" +
      "unable to handle kernel|kernel bug|double free|stack smashing|goroutines are asleep|concurrent map|" +
      "memory address|buffer overflow|use-after-free|addresssanitizer|access violation|null pointer|assertion failure",
    recommendation: "a program crashed: see its core, what the kernel says, and what was restarted",
    commands: ["coredumpctl list --since {since} --no-pager", "dmesg -T | tail -n 50", "systemctl --failed --no-pager"],
  },
  {
    match: "traceback|exception|stack ?trace|unhandled|data race|\\b(?:noclassdef|nosuchmethod|unsatisfiedlink)",
    recommendation: "read the stack trace that follows, and what was deployed or changed before it came",
    commands: ["{look}"],
  },
];

/** By who found it. */
const BY_DETECTOR: readonly AdviceRow[] = [
  {
    detectors: ["flatline"],
    recommendation: "the log went silent, or nearly: see whether the service is alive, is reached, and can still write",
    commands: ["systemctl --failed --no-pager", "ls -l {file}", "df -h", WARNINGS_AROUND],
  },
  {
    detectors: ["spike"],
    recommendation: "look at the first of these lines and who sends them, and what began at that time",
    commands: ["{look}", "uptime", WARNINGS_AROUND],
  },
  {
    detectors: ["new_template", "rare_template"],
    recommendation: "see what was deployed, restarted or configured just before this kind of line came",
    commands: ["{look}", WARNINGS_AROUND],
  },
  {
    detectors: ["new_value"],
    recommendation: "a field has a value that it never had: see whether that was meant, and since when it is so",
    commands: ["{look}"],
  },
  {
    detectors: ["level_shift"],
    recommendation: "what used to be said calmly is now an error: see what changed in the service",
    commands: ["{look}", WARNINGS_AROUND],
  },
  {
    detectors: ["numeric_outlier"],
    recommendation: "a number is far from its usual range: see the lines around, and the load at that time",
    commands: ["{look}", "uptime"],
  },
  {
    detectors: ["sequence"],
    recommendation: "these lines came in an unusual order: see what was left out or came in between",
    commands: ["{look}"],
  },
  {
    detectors: ["session"],
    recommendation: "follow this session through the log, and compare it with one that went well",
    commands: ["grep -nF -e {session} -- {file}", "{look}"],
  },
  {
    detectors: ["isolation_forest"],
    recommendation: "several things are unusual at once, none alone: see the lines around, and what changed before",
    commands: ["{look}", WARNINGS_AROUND],
  },
  {
    severityMin: SEVERITY.critical,
    recommendation: "the service itself calls this critical: see whether it still runs",
    commands: ["systemctl --failed --no-pager", "{look}"],
  },
  {
    recommendation: "see what led to this line, and whether what follows recovers",
    commands: ["{look}"],
  },
];

/** All that is built in. */
export const ADVICE: readonly AdviceRow[] = [...BY_WORDS, ...BY_DETECTOR];
