import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261129020000 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`alter table if exists "xpay_attempt" add column if not exists "description" text null, add column if not exists "invoice_id" text null;`);
    this.addSql(`alter table if exists "xpay_movement" add column if not exists "description" text null;`);
  }

  override async down(): Promise<void> {
    this.addSql(`alter table if exists "xpay_attempt" drop column if exists "description", drop column if exists "invoice_id";`);
    this.addSql(`alter table if exists "xpay_movement" drop column if exists "description";`);
  }

}
