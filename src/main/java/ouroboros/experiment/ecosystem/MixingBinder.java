package ouroboros.experiment.ecosystem;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ouroboros.experiment.yaml.Node;
import ouroboros.experiment.yaml.Problems;
import ouroboros.experiment.yaml.Range;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Shown;
import ouroboros.experiment.yaml.Type;
import ouroboros.experiment.yaml.Types;
import ouroboros.policy.Ecosystem;

/**
 * Binds {@code mixing}: whose units a pool has.
 *
 * @param members how many there are; 0 after a problem with them
 */
record MixingBinder(Section section, Problems problems, int members) {
  private static final String KEY = "mixing";
  private static final String UNIFORM = "uniform";
  private static final String FORMS =
      "; it must be {own: 0.9}, uniform, recut, or a row of shares for each member";
  private static final double ROUNDING = 1e-6;
  private static final Type<Double> SHARE =
      Types.number(new Range("a number in [0, 1]", 0, 1, Range.Ends.BOTH));

  Ecosystem.Mixing bind() {
    Node.Field field = section.take(KEY);
    int many = Math.max(1, members);
    if (field == null) {
      section.resolved().put(KEY, UNIFORM);
      return Ecosystem.uniform(many);
    }
    if (field.value() instanceof Node.Fields map) {
      Section own = section.below(KEY, map, field.at());
      double share = own.required("own", SHARE);
      own.close();
      return Ecosystem.own(many, share);
    }
    if (field.value() instanceof Node.Items rows) {
      return matrix(rows);
    }
    String word = ((Node.Scalar) field.value()).text();
    boolean isText = ((Node.Scalar) field.value()).type() == Node.Type.TEXT;
    if (isText && word.equals("recut")) {
      section.resolved().put(KEY, word);
      return new Ecosystem.Recut();
    }
    if (!isText || !word.equals(UNIFORM)) {
      section.problem(
          KEY, (isText ? Shown.text(word) + " is unknown" : Type.described(field.value())) + FORMS);
    }
    section.resolved().put(KEY, UNIFORM);
    return Ecosystem.uniform(many);
  }

  private Ecosystem.Mixing matrix(Node.Items items) {
    ArrayNode resolved = section.resolved().putArray(KEY);
    if (members > 0 && items.values().size() != members) {
      section.problem(
          KEY,
          items.values().size()
              + " rows for "
              + members
              + " members; it must be one row for each, of "
              + members
              + " shares");
    }
    List<List<Double>> rows = new ArrayList<>();
    for (int k = 0; k < items.values().size(); k++) {
      Node item = items.values().get(k);
      String path = EcosystemBinder.KEY + "." + KEY + "[" + k + "]";
      List<Double> row = Types.list(SHARE).read(item, path, problems);
      if (row == null) {
        continue;
      }
      double sum = row.stream().mapToDouble(Double::doubleValue).sum();
      if (members > 0 && row.size() != members) {
        problems.add(
            item.at(),
            path,
            row.size() + " shares for " + members + " members; it must be one for each");
      } else if (!(Math.abs(sum - 1) <= ROUNDING)) {
        problems.add(
            item.at(),
            path,
            String.format(
                Locale.ROOT,
                "the shares of member %d add up to %s; they must add up to 1",
                k,
                Double.toString(Math.round(sum * 1e9) / 1e9)));
      }
      rows.add(row.stream().map(share -> share / sum).toList());
      ArrayNode shares = resolved.addArray();
      row.forEach(shares::add);
    }
    return new Ecosystem.Matrix(rows);
  }
}
