/** The next Express under another name. The part that the tests use has the types of Express 4. */
declare module "express-5" {
  import express from "express"
  export default express
}
