// Whether documents keep to a JSON Schema (2020-12): node schema.mjs SCHEMA.json DOCUMENT.json...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { skip } from "./browser.mjs";

const require = createRequire(import.meta.url);
let Ajv;
try {
  Ajv = require("ajv-2020/dist/2020").default;
} catch {
  skip("ajv is not installed (npm ci in tests/web)");
}
const [schema, ...documents] = process.argv.slice(2);
const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(JSON.parse(readFileSync(schema, "utf8")));
let faults = 0;
for (const path of documents) {
  if (validate(JSON.parse(readFileSync(path, "utf8")))) continue;
  for (const fault of validate.errors) console.log(`${path}: ${fault.instancePath || "/"} ${fault.message}`);
  faults += validate.errors.length;
}
process.exit(faults === 0 ? 0 : 1);
