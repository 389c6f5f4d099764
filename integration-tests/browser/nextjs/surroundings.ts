/** Stands in for Next.js and the starter around the example's components, in a browser only. */
const router = {
  push: (path: string) => location.assign(path),
  replace: (path: string) => location.replace(path),
}

export const useRouter = () => router
export const useParams = () => ({ countryCode: "it" })
export const useSearchParams = () => new URLSearchParams(location.search)
export const getBaseURL = () => location.origin
export const convertToLocale = ({ amount, locale }: { amount: number; locale: string }) =>
  new Intl.NumberFormat(locale, { style: "currency", currency: "EUR" }).format(amount)

/** Stands in for the example's own server actions. */
export const customerHeaders = () => Promise.resolve({ authorization: "Bearer maria" })
export const showOrder = (orderId: string, countryCode: string) =>
  location.assign(`/${countryCode}/order/${orderId}/confirmed`)
