// Whether logs keep to the SARIF 2.1.0 schema of OASIS: node sarif.mjs LOG.sarif...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { skip } from "./browser.mjs";

const require = createRequire(import.meta.url);
let Ajv, meta, schema;
try {
  Ajv = require("ajv");
  meta = require("ajv/lib/refs/json-schema-draft-04.json");
  schema = require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
} catch {
  skip("ajv or the schema is not installed (npm ci in tests/web)");
}
const ajv = new Ajv({ allErrors: true, schemaId: "auto", logger: false });
ajv.addMetaSchema(meta);
const validate = ajv.compile(schema);
let faults = 0;
for (const path of process.argv.slice(2)) {
  if (validate(JSON.parse(readFileSync(path, "utf8")))) continue;
  for (const fault of validate.errors) console.log(`${path}: ${fault.dataPath || "/"} ${fault.message}`);
  faults += validate.errors.length;
}
process.exit(faults === 0 ? 0 : 1);
