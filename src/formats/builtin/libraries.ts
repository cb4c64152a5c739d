/** What logging libraries write by default: glog, Spring Boot, log4j, logback, Python, Ruby; and the seed's lines. */
import type { BuiltinFormat } from "./builtin_format.ts";

/** The more particular first. */
export const LIBRARY_FORMATS: readonly BuiltinFormat[] = [
  {
    spec: { kind: "pattern", name: "seed", patterns: ["[{time}] [{level}] [{component}] {message}"] },
    samples: [{
      line: "[2024-02-29 10:11:12] [INFO] [auth] Session created for user session duration: 2737s",
      time: "2024-02-29T10:11:12Z",
      severity: 9,
      message: "Session created for user session duration: 2737s",
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "glog",
      patterns: [
        "{level:letter}{time:glog} {tid:number} {file}:{line:number}] {message}",
        "{level:letter}{time:compact} {tid:number} {file}:{line:number}] {message}",
      ],
    },
    samples: [{
      line: "E0229 10:11:12.123456    4711 reflector.go:138] failed to list *v1.Pod: connection refused",
      time: "2024-02-29T10:11:12.123Z",
      severity: 17,
      message: "failed to list *v1.Pod: connection refused",
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "env-logger",
      patterns: ["[{time:iso} {level} {component}] {message}", "[{time:iso} {level}] {message}"],
    },
    samples: [{
      line: "[2024-02-29T10:11:12Z WARN  app::db] pool is empty, 3 waiting",
      time: "2024-02-29T10:11:12Z",
      severity: 13,
      message: "pool is empty, 3 waiting",
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "spring-boot",
      patterns: [
        "{time:iso} {level} {pid:number} --- [{application}] [{thread}] {component} : {message}",
        "{time:iso} {level} {pid:number} --- [{thread}] {component} : {message}",
      ],
    },
    samples: [{
      line:
        "2024-02-29T10:11:12.123Z  INFO 4711 --- [           main] o.s.b.w.embedded.tomcat.TomcatWebServer  : Tomcat started",
      time: "2024-02-29T10:11:12.123Z",
      severity: 9,
      message: "Tomcat started",
    }],
  },
  {
    spec: { kind: "pattern", name: "log4j", patterns: ["{time} [{thread}] {level} {component} - {message}"] },
    samples: [{
      line: "2024-02-29 10:11:12,123 [main] INFO  com.example.App - Started in 3.2 s",
      time: "2024-02-29T10:11:12.123Z",
      severity: 9,
      message: "Started in 3.2 s",
    }],
  },
  {
    spec: { kind: "pattern", name: "log4j", patterns: ["{time} {level} [{thread}] {component} - {message}"] },
    samples: [{
      line: "2024-02-29 10:11:12.123 DEBUG [http-nio-80-exec-1] c.e.Cart - added 3 items",
      time: "2024-02-29T10:11:12.123Z",
      severity: 5,
      message: "added 3 items",
    }],
  },
  {
    spec: { kind: "pattern", name: "log4j", patterns: ["{time} {level} [{thread}] {component}: {message}"] },
    samples: [{
      line: "2024-02-29 10:11:12,123 WARN [IPC Server handler 4] org.example.Server: slow call",
      time: "2024-02-29T10:11:12.123Z",
      severity: 13,
      message: "slow call",
    }],
  },
  {
    spec: { kind: "pattern", name: "logback", patterns: ["{time:clock} [{thread}] {level} {component} - {message}"] },
    samples: [{
      line: "10:11:12.123 [main] ERROR com.example.App - it broke",
      time: null,
      severity: 17,
      message: "it broke",
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "python-logging",
      patterns: ["{time} - {component} - {level} - {message}", "{level}:{component}:{message}"],
    },
    samples: [
      {
        line: "2024-02-29 10:11:12,123 - app.worker - CRITICAL - queue is gone",
        time: "2024-02-29T10:11:12.123Z",
        severity: 18,
        message: "queue is gone",
      },
      { line: "WARNING:root:be careful", time: null, severity: 13, message: "be careful" },
    ],
  },
  {
    spec: {
      kind: "pattern",
      name: "loguru",
      patterns: ["{time} | {level} | {component} - {message}", "{time} | {label} | {component} - {message}"],
    },
    voting: 1,
    samples: [{
      line: "2024-02-29 10:11:12.123 | ERROR    | app.main:run:12 - it broke",
      time: "2024-02-29T10:11:12.123Z",
      severity: 17,
      message: "it broke",
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "ruby-logger",
      patterns: [
        "{level:letter}, [{time} #{pid:number}] {label} -- : {message}",
        "{level:letter}, [{time} #{pid:number}] {label} -- {component}: {message}",
      ],
    },
    samples: [{
      line: "I, [2024-02-29T10:11:12.123456 #4711]  INFO -- : Completed 200 OK in 12ms",
      time: "2024-02-29T10:11:12.123Z",
      severity: 9,
      message: "Completed 200 OK in 12ms",
    }],
  },
  {
    spec: { kind: "pattern", name: "level", patterns: ["{level}: {message}", "[{level}] {message}"] },
    samples: [{
      line: 'INFO:     127.0.0.1:53704 - "GET / HTTP/1.1" 200 OK',
      time: null,
      severity: 9,
      message: '127.0.0.1:53704 - "GET / HTTP/1.1" 200 OK',
    }],
  },
];
