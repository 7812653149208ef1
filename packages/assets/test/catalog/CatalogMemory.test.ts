import { layer } from "../../src/catalog/CatalogMemory.ts"
import { catalogContract } from "../../src/testing/catalogContract.ts"

catalogContract("CatalogMemory", layer)
