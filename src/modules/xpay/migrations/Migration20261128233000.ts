import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261128233000 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`alter table if exists "xpay_attempt" add column if not exists "erasure_requested_at" timestamptz null;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_customer" ON "xpay_attempt" ("customer_id") WHERE customer_id is not null AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_erasure" ON "xpay_attempt" ("erasure_requested_at") WHERE erasure_requested_at is not null AND deleted_at IS NULL;`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists "IDX_xpay_attempt_customer";`);
    this.addSql(`drop index if exists "IDX_xpay_attempt_erasure";`);
    this.addSql(`alter table if exists "xpay_attempt" drop column if exists "erasure_requested_at";`);
  }

}
