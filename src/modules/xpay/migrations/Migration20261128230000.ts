import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261128230000 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`create table if not exists "xpay_audit_entry" ("id" text not null, "action" text check ("action" in ('capture', 'refund', 'void', 'cancel_capture', 'sync', 'create_link', 'send_link', 'renew_link', 'cancel_link', 'resolve_incident', 'take_phone_payment', 'charge_saved_card')) not null, "origin" text check ("origin" in ('dashboard', 'medusa', 'program')) not null, "actor_id" text null, "actor_type" text null, "actor_email" text null, "attempt_id" text null, "order_id" text null, "incident_id" text null, "amount" text null, "reason" text null, "outcome" text check ("outcome" in ('started', 'done', 'refused', 'unknown', 'failed')) not null, "detail" text null, "concluded_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "xpay_audit_entry_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_audit_entry_deleted_at" ON "xpay_audit_entry" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_audit_entry_attempt" ON "xpay_audit_entry" ("attempt_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_audit_entry_actor" ON "xpay_audit_entry" ("actor_id", "created_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_audit_entry_created" ON "xpay_audit_entry" ("created_at") WHERE deleted_at IS NULL;`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "xpay_audit_entry" cascade;`);
  }

}
