import { writeNpz } from "../../src/modelExport/Npz.ts"

await writeNpz(process.argv[2] ?? "", [
  { name: "indices", type: "<i4", shape: [2], values: Buffer.from([1, 0, 0, 0, 2, 0, 0, 0]) },
  { name: "format", type: "|S3", shape: [], values: Buffer.from("csr") }
])
