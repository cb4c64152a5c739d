/** Baskets and orders. */
import { linesOf, type MessageTemplate } from "../message_template.ts";
import type { ServiceLines } from "./lines.ts";

const line = linesOf("orders");

export const BASKET_READ = line("DEBUG", "Basket of user {user} has {items} items", "Baskets");
export const BASKET_CHANGED = line("INFO", "Item {object_id} added to the basket of user {user}", "Baskets");
export const ORDER_OPENED = line("INFO", "Order {order_id} opened for user {user}: {items} items", "OrderService");
export const ORDER_PRICED = line("DEBUG", "Order {order_id} priced at {amount} EUR", "Pricing");
export const ORDER_PLACED = line("INFO", "Order {order_id} placed in {elapsed_ms}ms", "OrderService");
export const ORDER_READ = line("DEBUG", "Order {order_id} read for user {user}", "OrderService");
export const SEARCHED = line("INFO", "Search found {rows} products, page {page}", "Catalog");
export const REFUND_ASKED = line("INFO", "Refund of order {order_id} asked by user {user}", "Refunds");

/** Written when a process is replaced; a deploy that goes wrong begins with it too. */
export const ORDERS_DEPLOY: readonly MessageTemplate[] = [
  line("INFO", "Graceful shutdown requested, {queue_length} requests under way", "Lifecycle"),
  line("INFO", "Bye", "Lifecycle"),
  line("INFO", "Starting OrderService {version} with PID {pid}", "Lifecycle"),
  line("INFO", "Connection pool started: 50 connections", "Hikari"),
  line("INFO", "Warmed {entries} price list entries", "Pricing"),
  line("INFO", "Started OrderService in {slow_ms}ms", "Lifecycle"),
];
/** Incidents write it too, with a heap that grows. */
export const COLLECTED = line("DEBUG", "Garbage collection took {gc_ms}ms, heap {heap_mb}MB", "Jvm");

export const ORDERS: ServiceLines = {
  spontaneous: [
    [50, line("DEBUG", "Price list entry {object_id} refreshed", "Pricing")],
    [40, line("DEBUG", "Stock of item {object_id} is {rows}", "Stock")],
    [14, line("INFO", "Order {order_id} shipped with parcel {audit_id}", "Shipping")],
    [8, line("INFO", "Basket of user {user} abandoned after {duration_s}s", "Baskets")],
    [5, COLLECTED],
    [2, line("INFO", "Order {order_id} cancelled by user {user}", "OrderService")],
    [1, line("INFO", "Voucher {audit_id} redeemed for order {order_id}", "Pricing")],
    [0.4, line("INFO", "Order {order_id} marked for inspection by customer service", "OrderService")],
  ],
  jobs: [
    { everySeconds: 120, lines: [line("INFO", "Stock synchronised: {rows} items changed", "Stock")] },
    {
      everySeconds: 1500,
      lines: [
        line("INFO", "Price list import {snapshot_id} started", "Pricing"),
        line("INFO", "Price list import {snapshot_id} read {table_rows} rows", "Pricing"),
        line("INFO", "Price list import finished in {duration_s}s", "Pricing"),
      ],
    },
  ],
  requestWarnings: [
    [2, line("WARN", "Stock of item {object_id} is low: {attempt} left", "Stock")],
    [1, line("WARN", "Price of item {object_id} is older than {days} days", "Pricing")],
  ],
  warnings: [[2, line("WARN", "Parcel service answered slowly: {slow_ms}ms", "Shipping")]],
  requestErrors: [
    [2, line("ERROR", "Order {order_id} cannot be priced: item {object_id} has no price", "Pricing")],
    [1, line("ERROR", "Order {order_id} lost its reservation of item {object_id}", "Stock")],
  ],
  errors: [[1, line("ERROR", "Stock message {job_id} dropped: queue is full", "Stock")]],
  deploy: ORDERS_DEPLOY,
};
