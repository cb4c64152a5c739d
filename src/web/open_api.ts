/** The description of the JSON interface (OpenAPI 3.1), for programs that make clients of it. */
import { MARK_SCOPES, MARKS } from "./live_run.ts";
import { LIMIT, LIMIT_MAX } from "./query.ts";

interface Endpoint {
  readonly path: string;
  readonly summary: string;
  readonly type?: string;
  readonly parameters?: readonly Parameter[];
}

interface Parameter {
  readonly name: string;
  readonly in: "query" | "path";
  readonly description: string;
}

const LIMITED: Parameter = {
  name: "limit",
  in: "query",
  description: `how many at most, 1 to ${LIMIT_MAX}; ${LIMIT} if not given`,
};

const ENDPOINTS: readonly Endpoint[] = [
  { path: "/api/v1/overview", summary: "Totals, rates, health, the newest anomalies" },
  { path: "/api/v1/stream", summary: "The overview about once a second", type: "text/event-stream" },
  {
    path: "/api/v1/anomalies",
    summary: "The newest anomalies, the newest first",
    parameters: [
      LIMITED,
      { name: "detector", in: "query", description: "only what this detector found" },
      { name: "score_min", in: "query", description: "only with this score or a higher one" },
      { name: "text", in: "query", description: "only with this text in source, message or reason" },
    ],
  },
  {
    path: "/api/v1/anomalies/{id}",
    summary: "One anomaly with its context",
    parameters: [{ name: "id", in: "path", description: "its id, as events have it" }],
  },
  { path: "/api/v1/templates", summary: "The most frequent templates", parameters: [LIMITED] },
  { path: "/api/v1/sources", summary: "What is read" },
  { path: "/api/v1/alerts", summary: "How alerting is; null where there is none" },
  { path: "/metrics", summary: "Figures for Prometheus", type: "text/plain" },
  { path: "/healthz", summary: "Whether the program answers", type: "text/plain" },
  { path: "/readyz", summary: "Whether the program reads, and whether its history can be written", type: "text/plain" },
];

const MARK = {
  post: {
    summary: "Marks an anomaly, and all like it",
    parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
    requestBody: {
      content: {
        "application/json": {
          schema: {
            type: "object",
            required: ["mark", "scope"],
            properties: { mark: { enum: MARKS }, scope: { enum: MARK_SCOPES } },
          },
        },
      },
    },
    responses: { 200: { description: "What was done", content: { "application/json": {} } } },
  },
};

const UNDO = {
  post: {
    summary: "Takes the last mark back",
    requestBody: { content: { "application/json": { schema: { type: "object" } } } },
    responses: { 200: { description: "What was done", content: { "application/json": {} } } },
  },
};

/** The document. */
export function openApi() {
  const paths = ENDPOINTS.map(({ path, summary, type = "application/json", parameters = [] }) => [path, {
    get: {
      summary,
      parameters: parameters.map((each) => ({
        ...each,
        required: each.in === "path",
        schema: { type: each.name === "limit" ? "integer" : each.name === "score_min" ? "number" : "string" },
      })),
      responses: { 200: { description: summary, content: { [type]: {} } } },
    },
  }]);
  return {
    openapi: "3.1.0",
    info: { title: "Oddline", version: "1" },
    paths: { ...Object.fromEntries(paths), "/api/v1/anomalies/{id}/mark": MARK, "/api/v1/marks/undo": UNDO },
  };
}
