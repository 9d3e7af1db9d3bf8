package ouroboros.report.provenance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The JSON-LD context that Croissant 1.1 recommends, and PROV-O. */
final class CroissantContext {
  /** Terms of Croissant that are used under their own names. */
  private static final List<String> TERMS =
      List.of(
          "annotation",
          "arrayShape",
          "citeAs",
          "column",
          "containedIn",
          "equivalentProperty",
          "excludes",
          "extract",
          "field",
          "fileProperty",
          "fileObject",
          "fileSet",
          "format",
          "includes",
          "isArray",
          "isLiveDataset",
          "jsonPath",
          "key",
          "md5",
          "parentField",
          "path",
          "readLines",
          "recordSet",
          "references",
          "regex",
          "repeated",
          "replace",
          "samplingRate",
          "sdVersion",
          "separator",
          "source",
          "subField",
          "transform",
          "unArchive",
          "value");

  private CroissantContext() {}

  /** Adds the context to a document. */
  static void addTo(ObjectNode document) {
    ObjectNode context = document.putObject("@context");
    context
        .put("@language", "en")
        .put("@vocab", "https://schema.org/")
        .put("sc", "https://schema.org/")
        .put("cr", "http://mlcommons.org/croissant/")
        .put("rai", "http://mlcommons.org/croissant/RAI/")
        .put("dct", "http://purl.org/dc/terms/")
        .put("prov", "http://www.w3.org/ns/prov#")
        .put("rdfs", "http://www.w3.org/2000/01/rdf-schema#")
        .put("conformsTo", "dct:conformsTo");
    TERMS.forEach(term -> context.put(term, "cr:" + term));
    context.putObject("data").put("@id", "cr:data").put("@type", "@json");
    context.putObject("examples").put("@id", "cr:examples").put("@type", "@json");
    context.putObject("dataType").put("@id", "cr:dataType").put("@type", "@vocab");
  }
}
