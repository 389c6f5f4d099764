import en from "./en.json"
import it from "./it.json"

/** The dashboard merges these over its own texts: a namespace of ours keeps them apart. */
export default { en: { xpay: en }, it: { xpay: it } }
