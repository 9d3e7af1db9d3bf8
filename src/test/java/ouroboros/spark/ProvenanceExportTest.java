package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.text.Sha256;
import ouroboros.text.read.ContentCredentialsTest;

/**
 * {@code audit --export} writes what the published schemas of the formats ask for. Where no {@code
 * mlcroissant} is on the PATH, its test is skipped, unless OUROBOROS_REQUIRE_CROISSANT=1.
 */
@Tag("spark")
class ProvenanceExportTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SPEC = "https://openlineage.io/spec/";
  private static final String LINES =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      generations: 2
      replicates: 2
      metrics: [tokens, vocabulary-retention]
      safeguards:
        - {kind: thin, share: 0.2}
        - {kind: alarm, metric: tokens, subject: synthetic, chart: {kind: threshold, below: 1e9}, action: warn}
        - {kind: alarm, metric: tokens, subject: training, chart: {kind: threshold, above: 1e9}, action: warn}
      sweep:
        policy: [{kind: accumulate}, {kind: fresh, real: {share: 0.1}}]
      """;

  private static final String LAWS =
      """
      family: {kind: ngram, order: 1, smoothing: {kind: none}}
      policy: {kind: replace}
      generations: 1
      replicates: 3
      metrics: [vocabulary-retention]
      """;

  @TempDir static Path folder;
  private static Path out;
  private static Path withLaws;
  private static Path people;

  @BeforeAll
  static void run() throws IOException {
    Runs runs = new Runs(folder);
    people = folder.resolve("small.jsonl");
    out = runs.out("export");
    Answer run = Answer.of("run", runs.spec("export", LINES).toString(), "--out", out.toString());
    assertThat(run.code()).as(run.err()).isZero();
    withLaws = runs.out("laws");
    List<String> lines = new ArrayList<>(Files.readAllLines(people));
    String mark = ContentCredentialsTest.mark("trainedAlgorithmicMedia");
    lines.set(2, lines.get(2).replaceFirst("\"text\": ?\"", "$0" + mark));
    Files.write(folder.resolve("marked.jsonl"), lines);
    Path spec = runs.spec("laws", LAWS);
    Files.writeString(spec, Files.readString(spec).replace("small.jsonl", "marked.jsonl"));
    assertThat(Answer.of("run", spec.toString(), "--out", withLaws.toString()).code()).isZero();
  }

  private static String export(String format) throws IOException {
    return export(out, format);
  }

  private static String export(Path run, String format) throws IOException {
    Path file = folder.resolve(format + ".out");
    Answer audit = Answer.of("audit", run.toString(), "--export", format, file.toString());
    assertThat(audit.code()).as(audit.err()).isZero();
    return Files.readString(file);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        ProvenanceExportTest.class.getResourceAsStream("/ouroboros/report/provenance/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The schemas of OpenLineage under their addresses. */
  private static JsonSchemaFactory openLineage() throws IOException {
    Map<String, String> schemas = new HashMap<>();
    for (String name :
        List.of(
            "OpenLineage",
            "DataQualityAssertionsDatasetFacet",
            "DatasetTypeDatasetFacet",
            "DatasetVersionDatasetFacet",
            "InputStatisticsInputDatasetFacet",
            "OutputStatisticsOutputDatasetFacet",
            "TagsDatasetFacet",
            "JobTypeJobFacet",
            "TestRunFacet")) {
      String text = resource(name + ".json");
      schemas.put(JSON.readTree(text).path("$id").asText(), text);
    }
    return JsonSchemaFactory.getInstance(
        VersionFlag.V202012, builder -> builder.schemaLoaders(loaders -> loaders.schemas(schemas)));
  }

  private static SchemaValidatorsConfig strict() {
    return SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
  }

  private static List<JsonNode> events(Path run) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : export(run, "openlineage").lines().toList()) {
      events.add(JSON.readTree(line));
    }
    return events;
  }

  @Test
  void eventsAreValidAndSoIsEveryFacet() throws IOException {
    JsonSchemaFactory factory = openLineage();
    JsonSchema event =
        factory.getSchema(SchemaLocation.of(SPEC + "2-0-2/OpenLineage.json"), strict());
    Set<String> facets = new HashSet<>();
    List<JsonNode> events = events(out);
    events.addAll(events(withLaws));
    for (JsonNode node : events) {
      assertThat(event.validate(node)).isEmpty();
      for (JsonNode facet : node.findParents("_schemaURL")) {
        String url = facet.path("_schemaURL").asText();
        assertThat(factory.getSchema(SchemaLocation.of(url), strict()).validate(facet))
            .as(url)
            .isEmpty();
        facets.add(url.substring(url.lastIndexOf('/') + 1));
      }
    }
    assertThat(facets)
        .contains("DataQualityAssertionsDatasetFacet", "TestRunFacet", "TagsDatasetFacet");
    JsonNode broken = events.get(0);
    ((ObjectNode) broken).remove("eventTime");
    assertThat(event.validate(broken)).isNotEmpty();
  }

  @Test
  void eachGenerationStartsAndCompletesAndTheChainEndsAtFiles() throws IOException {
    Map<String, List<String>> types = new TreeMap<>();
    Map<String, Set<String>> madeFrom = new HashMap<>();
    for (JsonNode event : events(out)) {
      types
          .computeIfAbsent(event.at("/run/runId").asText(), id -> new ArrayList<>())
          .add(event.path("eventType").asText());
      Set<String> inputs = new HashSet<>(names(event.path("inputs")));
      assertThat(inputs).as("a run reads nothing that it makes").isNotEmpty();
      for (String output : names(event.path("outputs"))) {
        assertThat(inputs).doesNotContain(output);
        madeFrom.put(output, inputs);
      }
    }
    assertThat(types).hasSize(1 + 2 * 2 * 3);
    assertThat(types.values()).allMatch(pair -> pair.equals(List.of("START", "COMPLETE")));
    Set<String> reached = new HashSet<>();
    reach("policy=accumulate/r0001/T_2", madeFrom, reached);
    assertThat(reached)
        .contains(
            "policy=accumulate/r0001/S'_2", "policy=accumulate/r0001/S'_1", "R", "small.jsonl");
  }

  private static void reach(String from, Map<String, Set<String>> madeFrom, Set<String> reached) {
    for (String input : madeFrom.getOrDefault(from, Set.of())) {
      if (reached.add(input)) {
        reach(input, madeFrom, reached);
      }
    }
  }

  private static List<String> names(JsonNode datasets) {
    List<String> names = new ArrayList<>();
    datasets.forEach(dataset -> names.add(dataset.path("name").asText()));
    return names;
  }

  @Test
  void alarmsAreAssertionsAndLawsAreTests() throws IOException {
    List<JsonNode> assertions = new ArrayList<>();
    for (JsonNode event : events(out)) {
      if (event.path("eventType").asText().equals("COMPLETE")) {
        event.findValues("assertions").forEach(list -> list.forEach(assertions::add));
      }
    }
    long rows = Files.readAllLines(out.resolve("alarms.csv")).size() - 1L;
    assertThat(assertions).hasSize((int) rows).hasSize(2 * 2 * 2 * 2);
    assertThat(assertions)
        .allMatch(
            a -> a.path("success").asBoolean() == a.path("name").asText().startsWith("alarm 2"));
    List<JsonNode> tests = new ArrayList<>();
    for (JsonNode event : events(withLaws)) {
      event.findValues("tests").forEach(list -> list.forEach(tests::add));
    }
    List<String> laws =
        Files.readAllLines(withLaws.resolve("summary.csv")).stream()
            .skip(1)
            .filter(row -> !row.split(",", -1)[10].isEmpty())
            .toList();
    assertThat(tests).hasSameSizeAs(laws).isNotEmpty();
    assertThat(tests)
        .allMatch(t -> t.at("/params/law").asText().equals(t.path("expected").asText()))
        .allMatch(t -> List.of("pass", "fail", "skip").contains(t.path("status").asText()))
        .anyMatch(t -> !t.at("/params/z").asText().isEmpty());
  }

  @Test
  void dataProvenanceIsNestedDownToFiles() throws IOException {
    // The published file lacks the brace that ends its properties.
    String text = resource("data-provenance-standards-1.0.0.schema.json");
    int end = text.lastIndexOf(",\n  \"required\": [\n    \"source\"");
    ObjectNode schema =
        (ObjectNode) JSON.readTree(text.substring(0, end) + "}" + text.substring(end));
    // The published schema refers to "/provenance", which nothing is called; by section 4.2.9 of
    // the standard sub-provenance is any number of provenances.
    ObjectNode sub = (ObjectNode) schema.at("/properties/provenance/properties/sub-provenance");
    assertThat(sub.path("$ref").asText()).isEqualTo("/provenance");
    sub.removeAll();
    sub.put("type", "array").putObject("items").put("$ref", "#/properties/provenance");
    JsonSchema standard =
        JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema, strict());
    JsonNode document = JSON.readTree(export("d-and-ta"));
    assertThat(standard.validate(document)).isEmpty();
    assertThat(document.path("provenance").path("sub-provenance")).hasSize(4);
    JsonNode lineage = document.at("/provenance/sub-provenance/0");
    assertThat(document.toString()).contains("small.jsonl, " + Files.size(people) + " bytes");
    assertThat(depth(lineage)).isEqualTo(2 + 2 * 2 + 1);
    ((ObjectNode) lineage).remove("date");
    assertThat(standard.validate(document)).isNotEmpty();
  }

  private static int depth(JsonNode entry) {
    int deepest = 0;
    for (JsonNode part : entry.path("sub-provenance")) {
      deepest = Math.max(deepest, depth(part));
    }
    return deepest + 1;
  }

  @Test
  void modelsAreTrainedOnAndGenerate() throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(resource("spdx-3.0.1.schema.json"));
    JsonNode document = JSON.readTree(export("spdx"));
    assertThat(schema.validate(document)).isEmpty();
    Map<String, JsonNode> byId = new HashMap<>();
    document.path("@graph").forEach(node -> byId.put(node.path("spdxId").asText(), node));
    List<String> relations = new ArrayList<>();
    for (JsonNode node : document.path("@graph")) {
      for (JsonNode to : node.path("to")) {
        relations.add(
            byId.get(node.path("from").asText()).path("name").asText()
                + " "
                + node.path("relationshipType").asText()
                + " "
                + byId.get(to.asText()).path("name").asText());
      }
    }
    String lineage = "policy=accumulate/r0001/";
    assertThat(relations)
        .contains(
            lineage + "M_1 trainedOn " + lineage + "T_1",
            lineage + "M_1 generates " + lineage + "S_2",
            lineage + "T_2 descendantOf " + lineage + "S'_2",
            lineage + "S'_2 descendantOf " + lineage + "S_2",
            lineage + "T_1 descendantOf R",
            "R hasDataFile small.jsonl");
    assertThat(document.toString()).contains(Sha256.hex(Files.readAllBytes(people)));
  }

  @Test
  void tablesHaveTheirHashesAndEveryReferenceHasItsEntity() throws IOException {
    JsonNode document = JSON.readTree(export("croissant"));
    assertThat(document.path("conformsTo").asText())
        .isEqualTo("http://mlcommons.org/croissant/1.1");
    Set<String> ids = new HashSet<>();
    for (String list : List.of("distribution", "prov:hadMember", "recordSet")) {
      document.path(list).forEach(node -> assertThat(ids.add(node.path("@id").asText())).isTrue());
    }
    for (JsonNode from : document.findValues("prov:wasDerivedFrom")) {
      from.forEach(to -> assertThat(ids).contains(to.path("@id").asText()));
    }
    for (JsonNode file : document.path("distribution")) {
      Path path = out.resolve(file.path("contentUrl").asText());
      assertThat(file.path("sha256").asText()).isEqualTo(Sha256.hex(Files.readAllBytes(path)));
    }
    assertThat(ids).contains("metrics.csv", "metrics", "R", "people/small.jsonl");
  }

  @Test
  void mlcroissantAcceptsTheExport() throws Exception {
    boolean isInstalled =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "mlcroissant")));
    if (!isInstalled && "1".equals(System.getenv("OUROBOROS_REQUIRE_CROISSANT"))) {
      fail(
          "OUROBOROS_REQUIRE_CROISSANT=1, but no mlcroissant on the PATH; pip install mlcroissant");
    }
    assumeTrue(isInstalled, "no mlcroissant on this machine: the export was not read by it");
    Path file = Files.writeString(folder.resolve("croissant.json"), export("croissant"));
    Path log = folder.resolve("mlcroissant.log");
    int code =
        new ProcessBuilder("mlcroissant", "validate", "--jsonld", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertThat(code).as(Files.readString(log)).isZero();
    assertThat(Files.readString(log)).doesNotContain("error");
  }

  @Test
  void theSameRunGivesTheSameBytesAndWrongFormatsAreNamed() throws IOException {
    for (String format : List.of("openlineage", "croissant", "spdx", "d-and-ta")) {
      assertThat(export(format)).isEqualTo(export(format));
    }
    Path file = folder.resolve("x");
    Answer wrong = Answer.of("audit", out.toString(), "--export", "spdy", file.toString());
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err())
        .contains("--export: no format is called \"spdy\"; formats: openlineage, croissant, spdx");
    Answer nowhere =
        Answer.of("audit", out.toString(), "--export", "spdx", folder.resolve("no/x").toString());
    assertThat(nowhere.code()).isEqualTo(2);
    assertThat(nowhere.err()).contains("cannot be a file there");
    assertThat(file).doesNotExist();
  }

  /** A mark is the origin of a document; it changes no word. */
  @Test
  void marksOfC2paAreSaid() throws IOException {
    assertThat(Answer.of("audit", withLaws.toString()).out())
        .containsPattern("of the text, content-credentials: 1, the first in .*marked.jsonl:3\n")
        .containsPattern("of the text, credentials-of-models: 1, the first in .*marked.jsonl:3\n")
        .doesNotContain("broken-credentials");
    for (String format : List.of("openlineage", "croissant", "spdx")) {
      String both = "compositeWithTrainedAlgorithmicMedia";
      assertThat(export(withLaws, format)).contains(both).doesNotContain("digitalCreation");
      assertThat(export(out, format)).contains("digitalCreation");
    }
    assertThat(Answer.of("audit", out.toString()).out()).doesNotContain("credentials");
  }

  @Test
  void generatedTextCarriesItsLabel() throws IOException {
    String uri = "http://cv.iptc.org/newscodes/digitalsourcetype/";
    List<String> plain = generate("1").out().lines().toList();
    List<String> lines = generate("1", "--format", "jsonl").out().lines().toList();
    assertThat(lines).hasSameSizeAs(plain).hasSize(9);
    for (int i = 0; i < lines.size(); i++) {
      JsonNode line = JSON.readTree(lines.get(i));
      assertThat(line.path("text").asText()).isEqualTo(plain.get(i));
      assertThat(line.path("id").asText()).isEqualTo("base/r0002/g00001/" + (3 + i));
      assertThat(line.path("origin").asText()).isEqualTo("model");
      assertThat(line.path("digitalSourceType").asText())
          .isEqualTo(uri + "trainedAlgorithmicMedia");
    }
    JsonNode real =
        JSON.readTree(generate("0", "--format", "jsonl").out().lines().findFirst().get());
    assertThat(real.path("origin").asText()).isEqualTo("people");
    assertThat(real.path("digitalSourceType").asText()).isEqualTo(uri + "digitalCreation");
    Path label = folder.resolve("label.json");
    String text = generate("1", "--label", label.toString()).out();
    JsonNode said = JSON.readTree(label.toFile());
    assertThat(said.path("sha256").asText()).isEqualTo(Sha256.hex(text));
    assertThat(said.path("digitalSourceType").asText()).isEqualTo(uri + "trainedAlgorithmicMedia");
    assertThat(generate("1", "--format", "xml").code()).isEqualTo(2);
  }

  private static Answer generate(String generation, String... more) {
    List<String> words =
        new ArrayList<>(List.of("generate", withLaws.toString(), "--generation", generation));
    words.addAll(List.of("--replicate", "2", "--from", "3", "--sentences", "9"));
    words.addAll(List.of(more));
    return Answer.of(words.toArray(String[]::new));
  }
}
