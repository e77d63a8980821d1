/**
 * The description of a data set in Croissant, which data catalogues and machine-learning tools
 * read.
 *
 * Source: MLCommons, "Croissant Format Specification", version 1.0, 2024.
 */
import type { JsonObject } from "@samebit/runlog";
import type { DataSet } from "./data_sets.ts";

/** The terms of the format that our data sets use. */
const CONTEXT = {
  "@language": "en",
  "@vocab": "https://schema.org/",
  citeAs: "cr:citeAs",
  column: "cr:column",
  conformsTo: "dct:conformsTo",
  cr: "http://mlcommons.org/croissant/",
  dataType: { "@id": "cr:dataType", "@type": "@vocab" },
  dct: "http://purl.org/dc/terms/",
  extract: "cr:extract",
  field: "cr:field",
  fileObject: "cr:fileObject",
  recordSet: "cr:recordSet",
  sc: "https://schema.org/",
  source: "cr:source",
} as const;

/** The document of a data set; `day` is the day of the archive. */
export function croissantOf(set: DataSet, day: string): JsonObject {
  const { name, about, licence, citation, files, columns } = set;
  return {
    "@context": CONTEXT,
    "@type": "sc:Dataset",
    name,
    description: about,
    conformsTo: "http://mlcommons.org/croissant/1.0",
    datePublished: day,
    version: "1.0.0",
    ...(licence && { license: licence.url }),
    ...(citation && { citeAs: citation }),
    distribution: files.map((file) => ({
      "@type": "cr:FileObject",
      "@id": file.name,
      name: file.name,
      contentUrl: file.url ?? file.name,
      encodingFormat: file.name.endsWith(".csv") ? "text/csv" : "application/gzip",
      sha256: file.sha256,
      ...(file.bytes && { contentSize: `${file.bytes.length} B` }),
    })),
    ...(columns && { recordSet: [recordSet(files[0]!.name, columns)] }),
  };
}

function recordSet(file: string, columns: readonly string[]): JsonObject {
  return {
    "@type": "cr:RecordSet",
    "@id": "examples",
    name: "examples",
    field: columns.map((column) => ({
      "@type": "cr:Field",
      "@id": `examples/${column}`,
      name: column,
      dataType: "sc:Text",
      source: { fileObject: { "@id": file }, extract: { column } },
    })),
  };
}
