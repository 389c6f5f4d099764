/** The next Express under another name. What the tests use of it has the types of Express 4. */
declare module "express-5" {
  import express from "express"
  export default express
}
