package ouroboros.experiment.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** A tool whose own format units are written in. doccano and Prodigy read the files of a run. */
public enum ToolExport {
  /** A list of tasks: Settings, Labeling Interface needs {@link #hint}. */
  LABEL_STUDIO(
      "the labeling interface of the project: <View><Text name=\"text\" value=\"$text\"/><Choices"
          + " name=\"answer\" toName=\"text\"><Choice value=\"accept\"/><Choice"
          + " value=\"reject\"/><Choice value=\"ignore\"/></Choices><TextArea name=\"edited\""
          + " toName=\"text\" maxSubmissions=\"1\" editable=\"true\"/></View>; export it as JSON") {
    @Override
    void add(ArrayNode list, ReviewPlace place, ReviewUnit unit) {
      ObjectNode data = list.addObject().putObject("data");
      data.put("text", unit.text());
      named(data.put("id", place.id(unit.unit())), place, unit);
      unit.novel().forEach(data.putArray("novel")::add);
    }
  },
  /** A list of records. */
  ARGILLA(
      "the dataset: a text field text, a label question answer with the labels accept, reject and"
          + " ignore, a text question edited that is not required; read by"
          + " dataset.records.from_json, write by dataset.records(with_responses=True).to_json") {
    @Override
    void add(ArrayNode list, ReviewPlace place, ReviewUnit unit) {
      ObjectNode record = list.addObject();
      record.put("id", place.id(unit.unit()));
      record.putObject("fields").put("text", unit.text());
      ObjectNode metadata = named(record.putObject("metadata"), place, unit);
      if (!unit.novel().isEmpty()) {
        unit.novel().forEach(metadata.putArray("novel")::add);
      }
      record.putObject("suggestions");
      record.putObject("responses");
      record.putObject("vectors");
    }
  };

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String hint;

  ToolExport(String hint) {
    this.hint = hint;
  }

  /** The name on a command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What the tool has to be told. */
  public String hint() {
    return hint;
  }

  abstract void add(ArrayNode list, ReviewPlace place, ReviewUnit unit);

  private static ObjectNode named(ObjectNode node, ReviewPlace place, ReviewUnit unit) {
    node.put("cell", place.cell());
    node.put("replicate", place.replicate());
    node.put("generation", place.generation());
    node.put("unit", unit.unit());
    if (unit.score() != null) {
      node.put("score", unit.score());
    }
    return node;
  }

  /** The units of some files that have fewer answers than reviewers. */
  String text(List<ReviewsOfRun.Waiting> waiting) {
    ArrayNode list = JSON.createArrayNode();
    for (ReviewsOfRun.Waiting each : waiting) {
      for (ReviewUnit unit : each.file().units().values()) {
        if (each.file().answers(unit.unit()).size() < each.reviewers()) {
          add(list, each.file().place(), unit);
        }
      }
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(list) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
