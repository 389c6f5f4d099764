import { DataTable } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { useTexts } from "../lib/use-texts"
import type { PaymentList } from "../lib/wire"

/** Pagination of a table of payments. There may be more payments than the server counts. */
export function PaymentPages({ list }: { list: PaymentList | undefined }) {
  const { page: texts } = useTexts()
  const { t } = useTranslation()
  return (
    <DataTable.Pagination
      translations={{
        of: list?.is_count_exact === false ? texts.ofMoreThan : t("general.of"),
        results: t("general.results"),
        pages: t("general.pages"),
        prev: t("general.prev"),
        next: t("general.next"),
      }}
    />
  )
}
