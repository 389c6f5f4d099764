import { edit, killer, type Safeguard } from "../safeguard"

/** Card number detection in any input (src/domain/card-numbers). */
export const CARD_NUMBERS: readonly Safeguard[] = [
  {
    name: "A text is also searched for card numbers without decoding it",
    off: [
      edit(
        "src/domain/card-numbers/unescape.ts",
        "    yield current\n    current =",
        "    if (layer > 0 || !/[%&\\\\]/.test(current.text)) yield current\n    current ="
      ),
    ],
    killer: killer(
      "unit/domain/card-numbers.spec.ts",
      "finds every spelling of every circuit's test numbers"
    ),
  },
  {
    name: "A card number in groups of digits is found",
    off: [
      edit("src/domain/card-numbers/match-groups.ts", "      matchGrouped(values, groups, index) ??\n", ""),
    ],
    killer: killer(
      "unit/domain/card-numbers.spec.ts",
      "finds every spelling of every circuit's test numbers"
    ),
  },
  {
    name: "A number that is not grouped like a card number is ignored",
    off: [
      edit(
        "src/domain/card-numbers/match-groups.ts",
        "const BEFORE_OTHERS: readonly number[] = [4, 6, 8, 10, 11, 12, 15]",
        "const BEFORE_OTHERS: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]"
      ),
      edit(
        "src/domain/card-numbers/match-groups.ts",
        "return part <= 8 || (groupsBefore === 1 && (LONG_LAST_PARTS[firstLength] ?? []).includes(part))",
        "return groupsBefore > 0 || LONG_LAST_PARTS[firstLength] === undefined"
      ),
    ],
    killer: killer(
      "unit/domain/card-numbers.spec.ts",
      "takes at most one in a thousand of a shop's other numbers for a card"
    ),
  },
  {
    name: "A card number spread over several fields is found",
    off: [edit("src/domain/card-numbers/find-in-value.ts", 'const BETWEEN = " "', 'const BETWEEN = " x "')],
    killer: killer("unit/domain/card-numbers.spec.ts", "finds one that is spread over items or fields"),
  },
  {
    name: "Only the length that a country uses makes an IBAN",
    off: [
      edit(
        "src/domain/card-numbers/find-ibans.ts",
        "  if (size === undefined) {\n    return undefined\n  }\n  let head",
        "  if (size !== 0) {\n    return start + 24\n  }\n  let head"
      ),
    ],
    killer: killer(
      "unit/domain/card-numbers.spec.ts",
      "takes any two letters, or a country's with too few digits, for no account number"
    ),
  },
  {
    name: "A parcel number is not taken for a card number",
    off: [
      edit("src/domain/card-numbers/match-groups.ts", "      matchParcel(values, groups, index) ??\n", ""),
    ],
    killer: killer(
      "unit/domain/card-numbers.spec.ts",
      "takes at most one in a thousand of a shop's other numbers for a card"
    ),
  },
  {
    name: "Amounts in a list are not taken for parts of a card number",
    off: [
      edit(
        "src/domain/card-numbers/find-in-value.ts",
        "if (!isInAmounts(leaves, first, last)) {",
        "if (first <= last) {"
      ),
    ],
    killer: killer("unit/domain/card-numbers.spec.ts", "takes no list of amounts for the parts of a card"),
  },
  {
    name: "Single digits of a card number beside other numbers are found",
    off: [edit("src/domain/card-numbers/match-groups.ts", "const MOST_BESIDE = 2", "const MOST_BESIDE = 0")],
    killer: killer(
      "unit/domain/card-numbers.spec.ts",
      "finds every spelling of every circuit's test numbers"
    ),
  },
  {
    name: "The content of the field beside it does not hide a card number",
    off: [edit("src/domain/card-numbers/find-in-value.ts", "    findJoined(leaves, END) ??\n", "")],
    killer: killer(
      "unit/domain/card-numbers.spec.ts",
      "finds one whatever stands in the fields beside it: %s"
    ),
  },
  {
    name: "The search for parts of a card number takes linear time",
    off: [
      edit(
        "src/domain/card-numbers/find-in-value.ts",
        "/\\p{N}/u.test(text) && !/\\p{L}/u.test(text)",
        "/^[^\\p{L}]*\\p{N}[^\\p{L}]*$/u.test(text)"
      ),
    ],
    killer: killer("unit/api/hostile-bodies.spec.ts", "is not worked on for more than 50 ms: %s"),
  },
]
