import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/**
 * Keeps the current contents of all tables and sequences for {@link restoreStartingRows}. The database stays the same,
 * so the server's connections stay open and keep what PostgreSQL has prepared for them: recreating the database for
 * every test would cost a second each time.
 */
export async function keepStartingRows(db: Knex, name: string): Promise<void> {
  await db.raw("drop schema if exists ?? cascade", [name])
  await db.raw("create schema ??", [name])
  await db.raw(KEEP.replaceAll("kept", name))
}

/** The tests' own schemas, which hold the kept rows. */
export const KEPT_ROWS = ["seeded", "kept"]

/** Restores the kept rows and deletes all others. */
export async function restoreStartingRows(db: Knex, name: string): Promise<void> {
  try {
    await db.raw("select ??.restore()", [name])
  } catch {
    // Something from the previous test still holds a lock, although that test is over.
    await db.raw(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
    )
    await db.raw("select ??.restore()", [name])
  }
}

/**
 * Writes a function with one statement per table, once. Foreign keys are not checked, because the tables come in any
 * order. A table that equals its copy is left alone: most do, and their rows stay where they are.
 */
const KEEP = `
do $keep$
declare
  one record;
  body text := '';
begin
  for one in
    select format('%I', table_name) as own, format('kept.%I', table_name) as copy,
      (select string_agg(format('%I', column_name), ', ') from information_schema.columns as c
       where c.table_schema = t.table_schema and c.table_name = t.table_name and is_generated = 'NEVER') as columns
    from information_schema.tables as t
    where table_schema = 'public' and table_type = 'BASE TABLE'
  loop
    execute format('create table %s as table %s', one.copy, one.own);
    body := body || format(
      'if (select count(*) from %1$s) <> (select count(*) from %2$s) or exists '
      '(select o::text from %1$s as o except select c::text from %2$s as c) then '
      'delete from %1$s; '
      'insert into %1$s (%3$s) overriding system value select %3$s from %2$s; '
      'end if; ',
      one.own, one.copy, one.columns);
  end loop;
  for one in
    select format('%I.%I', schemaname, sequencename) as name, coalesce(last_value, start_value) as at,
      last_value is not null as is_used
    from pg_sequences where schemaname = 'public'
  loop
    body := body || format('perform setval(%L, %s, %L); ', one.name, one.at, one.is_used);
  end loop;
  execute format(
    'create function kept.restore() returns void language plpgsql '
    'set session_replication_role = replica set lock_timeout = ''2s'' as $restore$ begin %s end $restore$', body);
end $keep$
`
