import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** `db:rollback` drops tables without confirmation, and these are accounting records that must be kept by law. */
const REFUSE_WITH_MONEY = `do $$
declare payments bigint;
begin
  if to_regclass('xpay_attempt') is null then
    return;
  end if;
  select count(*) into payments from "xpay_attempt"
    where "authorized_at" is not null or "state" in ('authorizing', 'pending_payer');
  if payments > 0 then
    raise exception 'The tables of medusa-payment-nexi-xpay hold % payments that have money or may have it. To drop these records for good, run db:rollback with XPAY_DROP_RECORDS=yes; to uninstall the plugin, leave them (docs/operator.md, "Uninstalling").', payments;
  end if;
end $$;`;

export class Migration20261129194029 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`alter table if exists "xpay_saved_card" drop constraint if exists "xpay_saved_card_contract_id_unique";`);
    this.addSql(`alter table if exists "xpay_attempt" drop constraint if exists "xpay_attempt_xpay_order_id_unique";`);
    this.addSql(`create table if not exists "xpay_attempt" ("id" text not null, "xpay_order_id" text not null, "provider_id" text not null, "channel" text check ("channel" in ('card', 'moto', 'hosted', 'fields', 'link', 'mit')) not null, "method" text null, "capture" text check ("capture" in ('manual', 'automatic')) not null, "is_preauthorization" boolean not null default false, "steps" integer null, "exemptions" text check ("exemptions" in ('NO_PREFERENCE', 'CHALLENGE_REQUESTED')) null, "state" text check ("state" in ('created', 'authenticating', 'authenticated', 'authorizing', 'pending_payer', 'authorized', 'capturing', 'captured', 'refunding', 'partially_refunded', 'refunded', 'voiding', 'voided', 'declined', 'authentication_failed', 'abandoned', 'expired', 'failed')) not null, "review" text check ("review" in ('pending', 'accepted')) null, "currency_code" text not null, "description" text null, "invoice_id" text null, "amount" text not null, "held_amount" text null, "payment_session_id" text null, "payment_collection_id" text null, "cart_id" text null, "order_id" text null, "customer_id" text null, "actor_id" text null, "request_key" text null, "link_id" text null, "link_url" text null, "fields_session_id" text null, "order_total" text null, "contract_id" text null, "operation_id" text null, "return_token_hash" text null, "security_token_hashes" text[] null, "link_renewals" jsonb null, "return_url" text null, "locale" text not null default 'en', "payer_ip_hash" text null, "card_circuit" text null, "card_last4" text null, "card_expiry" text null, "card_country" text null, "card_type" text null, "three_ds" jsonb null, "warnings" jsonb null, "authorization_code" text null, "issuer_code" text null, "decline_reason" text null, "failure" text null, "placement" text null, "circumstance" text null, "detail" text null, "calls" jsonb null, "abandon_requested_at" timestamptz null, "next_check_at" timestamptz null, "checks" integer not null default 0, "sent_at" timestamptz null, "authorized_at" timestamptz null, "xpay_changed_at" timestamptz null, "returned_at" timestamptz null, "deadline_at" timestamptz null, "cancel_order_at" timestamptz null, "cancel_begun_at" timestamptz null, "booking_holder" text null, "booking_until" timestamptz null, "erasure_requested_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "xpay_attempt_pkey" primary key ("id"));`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_xpay_attempt_xpay_order_id_unique" ON "xpay_attempt" ("xpay_order_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_deleted_at" ON "xpay_attempt" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_xpay_attempt_one_opening_per_session" ON "xpay_attempt" ("payment_session_id") WHERE state in ('created', 'authenticating', 'authenticated', 'authorizing', 'pending_payer') and deleted_at is null;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_due" ON "xpay_attempt" ("next_check_at") WHERE next_check_at is not null and deleted_at is null;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_xpay_attempt_one_merchant_initiated_per_order" ON "xpay_attempt" ("order_id") WHERE channel in ('moto', 'mit') and state in ('created', 'authorizing') and deleted_at is null;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_session" ON "xpay_attempt" ("payment_session_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_cart" ON "xpay_attempt" ("cart_id", "created_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_order" ON "xpay_attempt" ("order_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_terminal" ON "xpay_attempt" ("provider_id", "created_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_payer_ip" ON "xpay_attempt" ("payer_ip_hash", "created_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_xpay_attempt_return_token" ON "xpay_attempt" ("return_token_hash") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_actor" ON "xpay_attempt" ("actor_id", "created_at") WHERE actor_id is not null AND deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_xpay_attempt_request_key" ON "xpay_attempt" ("request_key") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_open_link" ON "xpay_attempt" ("payment_collection_id") WHERE channel = 'link' and state = 'pending_payer' and deleted_at is null;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_cancel_order" ON "xpay_attempt" ("cancel_order_at") WHERE cancel_order_at is not null and deleted_at is null;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_created" ON "xpay_attempt" ("created_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_state" ON "xpay_attempt" ("state", "created_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_for_review" ON "xpay_attempt" ("created_at") WHERE review = 'pending' and state in ('authorized', 'captured') and deleted_at is null;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_channel" ON "xpay_attempt" ("channel", "created_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_operation" ON "xpay_attempt" ("operation_id") WHERE operation_id is not null AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_authorization_code" ON "xpay_attempt" ("authorization_code") WHERE authorization_code is not null AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_last4" ON "xpay_attempt" ("card_last4", "created_at") WHERE card_last4 is not null AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_circuit" ON "xpay_attempt" ("card_circuit", "created_at") WHERE card_circuit is not null AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_country" ON "xpay_attempt" ("card_country", "created_at") WHERE card_country is not null AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_card_type" ON "xpay_attempt" ("card_type", "created_at") WHERE card_type is not null AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_to_capture" ON "xpay_attempt" ("deadline_at") WHERE state = 'authorized' and abandon_requested_at is null and deleted_at is null;`);
    // These two are not in the models, which support columns only: a new migration leaves them unchanged. The index on
    // amounts covers all rows, so that PostgreSQL can use it to estimate how many payments have an amount.
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_xpay_order_id_prefix" ON "xpay_attempt" ("xpay_order_id" text_pattern_ops) WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_amount" ON "xpay_attempt" ("currency_code", ("amount"::numeric));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_customer" ON "xpay_attempt" ("customer_id") WHERE customer_id is not null AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_attempt_erasure" ON "xpay_attempt" ("erasure_requested_at") WHERE erasure_requested_at is not null AND deleted_at IS NULL;`);

    this.addSql(`create table if not exists "xpay_audit_entry" ("id" text not null, "action" text check ("action" in ('capture', 'refund', 'void', 'cancel_capture', 'sync', 'create_link', 'create_balance_link', 'send_link', 'renew_link', 'cancel_link', 'resolve_incident', 'take_moto_payment', 'charge_saved_card', 'create_support_file', 'send_receipt', 'accept_review')) not null, "origin" text check ("origin" in ('dashboard', 'medusa', 'program')) not null, "actor_id" text null, "actor_type" text null, "actor_email" text null, "attempt_id" text null, "order_id" text null, "incident_id" text null, "amount" text null, "reason" text null, "outcome" text check ("outcome" in ('started', 'done', 'refused', 'unknown', 'failed')) not null, "detail" text null, "concluded_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "xpay_audit_entry_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_audit_entry_deleted_at" ON "xpay_audit_entry" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_audit_entry_attempt" ON "xpay_audit_entry" ("attempt_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_audit_entry_actor" ON "xpay_audit_entry" ("actor_id", "created_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_audit_entry_created" ON "xpay_audit_entry" ("created_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "xpay_event" ("id" text not null, "name" text not null, "attempt_id" text null, "movement_id" text null, "incident_id" text null, "amount" text null, "reason" text null, "leased_until" timestamptz null, "delivered_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "xpay_event_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_event_deleted_at" ON "xpay_event" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_event_undelivered" ON "xpay_event" ("created_at") WHERE delivered_at is null and deleted_at is null;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_event_attempt" ON "xpay_event" ("attempt_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_xpay_event_one_awaiting" ON "xpay_event" ("attempt_id") WHERE name = 'xpay.payment.awaiting' and deleted_at is null;`);

    this.addSql(`create table if not exists "xpay_import_cursor" ("id" text not null, "imported_until" timestamptz not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "xpay_import_cursor_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_import_cursor_deleted_at" ON "xpay_import_cursor" ("deleted_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "xpay_incident" ("id" text not null, "attempt_id" text null, "provider_id" text null, "kind" text not null, "detail" jsonb null, "order_id" text null, "cart_id" text null, "resolved_at" timestamptz null, "resolved_by" text null, "alert_at" timestamptz null, "alert_tries" integer not null default 0, "alerted" text[] null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "xpay_incident_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_incident_deleted_at" ON "xpay_incident" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_incident_alert" ON "xpay_incident" ("alert_at") WHERE alert_at is not null and deleted_at is null;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_xpay_incident_one_open_per_kind" ON "xpay_incident" ("attempt_id", "kind") WHERE resolved_at is null and deleted_at is null;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_incident_open" ON "xpay_incident" ("created_at") WHERE resolved_at is null and deleted_at is null;`);

    this.addSql(`create table if not exists "xpay_movement" ("id" text not null, "attempt_id" text not null, "kind" text check ("kind" in ('capture', 'refund', 'void', 'cancel_capture')) not null, "amount" text not null, "is_partial" boolean not null default false, "state" text check ("state" in ('started', 'done', 'refused', 'not_executed')) not null, "origin" text check ("origin" in ('medusa', 'xpay')) not null, "idempotency_key" text null, "medusa_reference" text null, "is_booked" boolean not null default false, "target_operation_id" text null, "xpay_operation_id" text null, "description" text null, "detail" text null, "resolved_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "xpay_movement_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_movement_deleted_at" ON "xpay_movement" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_movement_attempt" ON "xpay_movement" ("attempt_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_movement_partial" ON "xpay_movement" ("attempt_id") WHERE is_partial and deleted_at is null;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_xpay_movement_one_started_per_attempt" ON "xpay_movement" ("attempt_id") WHERE state = 'started' and deleted_at is null;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_xpay_movement_xpay_operation" ON "xpay_movement" ("xpay_operation_id") WHERE xpay_operation_id is not null and deleted_at is null;`);

    this.addSql(`create table if not exists "xpay_notification" ("id" text not null, "attempt_id" text not null, "event_id" text not null, "verdict" text check ("verdict" in ('accepted', 'early', 'rejected')) not null, "claim" text null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "xpay_notification_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_notification_deleted_at" ON "xpay_notification" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_xpay_notification_event" ON "xpay_notification" ("attempt_id", "event_id", "verdict") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "xpay_saved_card" ("id" text not null, "contract_id" text not null, "provider_id" text not null, "customer_id" text not null, "contract_type" text check ("contract_type" in ('cit', 'mit')) not null, "state" text check ("state" in ('pending', 'active', 'removing', 'removed')) not null, "card_circuit" text null, "card_last4" text null, "card_expiry" text null, "consented_at" timestamptz not null, "attempt_id" text null, "removed_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "xpay_saved_card_pkey" primary key ("id"));`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_xpay_saved_card_contract_id_unique" ON "xpay_saved_card" ("contract_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_saved_card_deleted_at" ON "xpay_saved_card" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_saved_card_customer" ON "xpay_saved_card" ("customer_id", "state") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_xpay_saved_card_unresolved" ON "xpay_saved_card" ("updated_at") WHERE state in ('pending', 'removing') and deleted_at is null;`);
  }

  override async down(): Promise<void> {
    // eslint-disable-next-line no-restricted-properties -- A migration is given no options.
    if (process.env["XPAY_DROP_RECORDS"] !== "yes") {
      this.addSql(REFUSE_WITH_MONEY);
    }

    this.addSql(`drop table if exists "xpay_attempt" cascade;`);

    this.addSql(`drop table if exists "xpay_audit_entry" cascade;`);

    this.addSql(`drop table if exists "xpay_event" cascade;`);

    this.addSql(`drop table if exists "xpay_import_cursor" cascade;`);

    this.addSql(`drop table if exists "xpay_incident" cascade;`);

    this.addSql(`drop table if exists "xpay_movement" cascade;`);

    this.addSql(`drop table if exists "xpay_notification" cascade;`);

    this.addSql(`drop table if exists "xpay_saved_card" cascade;`);
  }

}
