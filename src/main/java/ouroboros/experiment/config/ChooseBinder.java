package ouroboros.experiment.config;

import ouroboros.experiment.yaml.Node;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Shown;
import ouroboros.experiment.yaml.Type;
import ouroboros.experiment.yaml.Types;
import ouroboros.policy.Policy.Choose;

/** Binds {@code choose}: how the units of an amount are chosen from R. */
final class ChooseBinder {
  private static final String KEY = "choose";
  private static final String EXPECTATION =
      "; it must be one of random, stratified, rarest, {stratum: X}";

  private ChooseBinder() {}

  /** Random where it is not given. */
  static Choose bind(Section amount) {
    Node.Field field = amount.take(KEY);
    if (field == null) {
      amount.resolved().put(KEY, "random");
      return new Choose.Random();
    }
    if (field.value() instanceof Node.Fields map) {
      Section stratum = amount.below(KEY, map, field.at());
      Choose choose = new Choose.Stratum(stratum.required("stratum", Types.text()));
      stratum.close();
      return choose;
    }
    if (!(field.value() instanceof Node.Scalar s) || s.type() != Node.Type.TEXT) {
      amount.problem(KEY, Type.described(field.value()) + EXPECTATION);
      return new Choose.Random();
    }
    amount.resolved().put(KEY, s.text());
    return switch (s.text()) {
      case "random" -> new Choose.Random();
      case "stratified" -> new Choose.Stratified();
      case "rarest" -> new Choose.Rarest();
      default -> {
        amount.problem(KEY, Shown.text(s.text()) + " is unknown" + EXPECTATION);
        yield new Choose.Random();
      }
    };
  }
}
