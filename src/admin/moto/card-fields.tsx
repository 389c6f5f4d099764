import { Badge, Input } from "@medusajs/ui"
import type { ComponentProps, ReactNode } from "react"
import { UNRECORDED, UNRECORDED_CLASSES } from "../../storefront/card/unrecorded"
import { Field } from "../lib/field"
import { useTexts } from "../lib/use-texts"
import type { useCardFields } from "./use-card-fields"

/**
 * No field has a name, and each one opts out of autofill, saving and password managers: the card is the customer's, not
 * the clerk's.
 */
const PRIVATE = {
  autoComplete: "off",
  autoCorrect: "off",
  autoCapitalize: "off",
  spellCheck: false,
  size: "small",
  "data-1p-ignore": true,
  "data-lpignore": "true",
  "data-bwignore": true,
  "data-form-type": "other",
  ...UNRECORDED,
  className: UNRECORDED_CLASSES,
} as const

const HIDDEN_DIGITS = { WebkitTextSecurity: "disc" } as ComponentProps<"input">["style"]

/** The fields of a card that the customer reads out. */
export function CardFields({ id, fields }: { id: string; fields: ReturnType<typeof useCardFields> }) {
  const { moto: texts } = useTexts()
  const { register, problems, circuit } = fields
  const wrap = (
    field: keyof typeof problems,
    label: string,
    children: ReactNode,
    { optional }: { optional?: string } = {}
  ) => {
    const problem = problems[field]
    return (
      <Field
        id={`${id}-${field}`}
        label={label}
        {...(optional === undefined ? {} : { optional })}
        hint={problem && texts.wrong[problem]}
        isInvalid={problem !== undefined}
      >
        {children}
      </Field>
    )
  }
  const common = (field: keyof typeof problems) => ({
    id: `${id}-${field}`,
    "aria-describedby": `${id}-${field}-hint`,
    ...PRIVATE,
    ...register(field),
  })
  return (
    <>
      {wrap(
        "number",
        texts.number,
        <div className="relative">
          <Input
            {...common("number")}
            inputMode="numeric"
            className={`font-mono tabular-nums ${UNRECORDED_CLASSES}`}
          />
          {circuit !== undefined && (
            <Badge size="2xsmall" className="absolute right-2 top-1/2 -translate-y-1/2" aria-live="polite">
              {circuit}
            </Badge>
          )}
        </div>
      )}
      <div className="grid grid-cols-2 gap-x-4">
        {wrap(
          "expiry",
          texts.expiry,
          <Input {...common("expiry")} inputMode="numeric" placeholder={texts.expiryHint} />
        )}
        {wrap(
          "cvv",
          texts.cvv,
          <Input {...common("cvv")} inputMode="numeric" maxLength={4} style={HIDDEN_DIGITS} />,
          { optional: texts.optional }
        )}
      </div>
      {wrap("holder", texts.holder, <Input {...common("holder")} />)}
    </>
  )
}
