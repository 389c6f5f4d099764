import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/**
 * What a commit changed: `insert order`, `update cart`. A booking lease is part of its attempt's row, but counts as a
 * row of its own: `insert booking_lease` takes it, `delete booking_lease` ends it, and renewing it is no change.
 */
export type Change = `${"insert" | "update" | "delete"} ${string}`

/**
 * Records of engines and of this log: not the shop's data. Events are emitted separately from the change that they
 * report, at an undetermined moment.
 */
const LEFT_OUT = [/^workflow_execution$/, /migrations?$/, /^commit_log$/, /^xpay_event$/]

const ATTEMPTS = "xpay_attempt"

/**
 * A test table, filled by triggers, with the changes of each transaction. Other connections see its rows only from the
 * commit on.
 */
export class CommitLog {
  constructor(private readonly db: Knex) {}

  /** Creates the table and its triggers in the tested database. */
  async install(): Promise<void> {
    const { db } = this
    await db.raw(`
      create unlogged table commit_log (seq bigserial primary key, transaction bigint not null, change text not null);
      create function log_commit() returns trigger language plpgsql as $$
      begin
        insert into commit_log (transaction, change) values (txid_current(), lower(tg_op) || ' ' || tg_table_name);
        return null;
      end $$;
      create function log_attempt() returns trigger language plpgsql as $$
      declare
        lease constant text[] := '{booking_holder,booking_until}';
        change text := 'update xpay_attempt';
      begin
        if to_jsonb(new) - lease = to_jsonb(old) - lease and to_jsonb(new) <> to_jsonb(old) then
          change := case
            when new.booking_holder is null then 'delete booking_lease'
            when new.booking_holder is distinct from old.booking_holder then 'insert booking_lease'
          end;
        end if;
        if change is not null then
          insert into commit_log (transaction, change) values (txid_current(), change);
        end if;
        return null;
      end $$;`)
    const tables = (await db("pg_tables").where({ schemaname: "public" }).pluck("tablename")) as string[]
    for (const table of tables.filter((name) => !LEFT_OUT.some((pattern) => pattern.test(name)))) {
      const events = table === ATTEMPTS ? "insert or delete" : "insert or update or delete"
      await db.raw(
        `create trigger log_commit after ${events} on ?? for each row execute function log_commit()`,
        [table]
      )
    }
    await db.raw(
      `create trigger log_attempt after update on ?? for each row execute function log_attempt()`,
      [ATTEMPTS]
    )
  }

  /** The current end of the log. */
  async end(): Promise<number> {
    const row = (await this.db("commit_log").max({ seq: "seq" }).first()) as { seq: string | null }
    return Number(row.seq ?? 0)
  }

  /** The number of transactions with this change that were committed after a position in the log. */
  async count(change: Change, after: number): Promise<number> {
    const row = (await this.db("commit_log")
      .where({ change })
      .andWhere("seq", ">", after)
      .countDistinct({ count: "transaction" })
      .first()) as { count: string }
    return Number(row.count)
  }

  /** The transactions after a position in the log, each with all its changes, by the order of their first change. */
  async commits(after: number): Promise<Change[][]> {
    const { rows } = (await this.db.raw(
      `select array_agg(distinct change) as changes from commit_log where seq > ? group by transaction order by min(seq)`,
      [after]
    )) as { rows: { changes: Change[] }[] }
    return rows.map(({ changes }) => changes)
  }
}
