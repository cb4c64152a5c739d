/** Money: charges, refunds, and the bank behind them. */
import { linesOf } from "../message_template.ts";
import type { ServiceLines } from "./lines.ts";

const line = linesOf("payments");

export const CHARGE_STARTED = line("INFO", "Charging {amount} EUR for order {order_id}", "Charges");
export const CHARGE_APPROVED = line("INFO", "Bank approved transaction {transaction} in {query_ms}ms", "Bank");
export const CHARGE_BOOKED = line("DEBUG", "Transaction {transaction} booked to the ledger", "Ledger");
export const REFUND_PAID = line("INFO", "Refund of {amount} EUR for order {order_id} paid", "Refunds");

export const PAYMENTS: ServiceLines = {
  spontaneous: [
    [30, line("DEBUG", "Bank session kept alive: round trip {round_trip_ms}ms", "Bank")],
    [20, line("DEBUG", "Ledger entry {transaction} confirmed", "Ledger")],
    [10, line("INFO", "Settlement of transaction {transaction} received", "Ledger")],
    [3, line("INFO", "Card of user {user} replaced by the bank", "Cards")],
    [1.5, line("INFO", "Transaction {transaction} needed a second approval", "Charges")],
    [0.4, line("INFO", "Chargeback {audit_id} opened for order {order_id}", "Charges")],
  ],
  jobs: [
    { everySeconds: 45, lines: [line("DEBUG", "Exchange rates read: {rows} currencies", "Rates")] },
    {
      everySeconds: 1100,
      lines: [
        line("INFO", "Ledger balance run {snapshot_id} started", "Ledger"),
        line("INFO", "Ledger balance run: {table_rows} entries compared, 0 differences", "Ledger"),
      ],
    },
  ],
  requestWarnings: [
    [2, line("WARN", "Bank answered slowly: {slow_ms}ms for transaction {transaction}", "Bank")],
    [1, line("WARN", "Card of user {user} expires in {days} days", "Cards")],
  ],
  warnings: [[1, line("WARN", "Exchange rates are {node} minutes old", "Rates")]],
  requestErrors: [
    [2, line("ERROR", "Transaction {transaction} refused by the bank: code {node}", "Bank")],
    [1, line("ERROR", "Transaction {transaction} rolled back after a deadlock of the ledger", "Ledger")],
  ],
  errors: [[1, line("ERROR", "Settlement file {snapshot_id} cannot be read: bad checksum", "Ledger")]],
  deploy: [
    line("INFO", "Stopping: waiting for {queue_length} transactions", "Lifecycle"),
    line("INFO", "Payments {version} starting", "Lifecycle"),
    line("INFO", "Bank session opened in {round_trip_ms}ms", "Bank"),
    line("INFO", "Payments ready on port {port}", "Lifecycle"),
  ],
};
