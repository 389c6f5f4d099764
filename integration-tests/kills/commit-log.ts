import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** What a commit changed: `insert order`, `update cart`. */
export type Change = `${"insert" | "update" | "delete"} ${string}`

/** Records of engines and of this log itself: no part of what a shop owns. */
const LEFT_OUT = [/^workflow_execution$/, /migrations?$/, /^commit_log$/]

/**
 * A table of the tests' own, which triggers fill: what each transaction changed. Rows of a transaction are seen by others
 * from its commit on, and not a moment earlier.
 */
export class CommitLog {
  constructor(private readonly db: Knex) {}

  /** Puts the table and its triggers into the tested database. */
  async install(): Promise<void> {
    const { db } = this
    await db.raw(`
      create unlogged table commit_log (seq bigserial primary key, transaction bigint not null, change text not null);
      create function log_commit() returns trigger language plpgsql as $$
      begin
        insert into commit_log (transaction, change) values (txid_current(), lower(tg_op) || ' ' || tg_table_name);
        return null;
      end $$;`)
    const tables = (await db("pg_tables").where({ schemaname: "public" }).pluck("tablename")) as string[]
    for (const table of tables.filter((name) => !LEFT_OUT.some((pattern) => pattern.test(name)))) {
      await db.raw(
        `create trigger log_commit after insert or update or delete on ?? for each row execute function log_commit()`,
        [table]
      )
    }
  }

  /** Where the log ends now. */
  async end(): Promise<number> {
    const row = (await this.db("commit_log").max({ seq: "seq" }).first()) as { seq: string | null }
    return Number(row.seq ?? 0)
  }

  /** How many transactions that changed this were committed after a place in the log. */
  async count(change: Change, after: number): Promise<number> {
    const row = (await this.db("commit_log")
      .where({ change })
      .andWhere("seq", ">", after)
      .countDistinct({ count: "transaction" })
      .first()) as { count: string }
    return Number(row.count)
  }

  /** The transactions after a place in the log, each with all that it changed, by the order of their first change. */
  async commits(after: number): Promise<Change[][]> {
    const { rows } = (await this.db.raw(
      `select array_agg(distinct change) as changes from commit_log where seq > ? group by transaction order by min(seq)`,
      [after]
    )) as { rows: { changes: Change[] }[] }
    return rows.map(({ changes }) => changes)
  }
}
