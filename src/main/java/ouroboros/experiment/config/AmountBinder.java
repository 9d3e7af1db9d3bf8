package ouroboros.experiment.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.yaml.Node;
import ouroboros.experiment.yaml.Range;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Shown;
import ouroboros.experiment.yaml.Type;
import ouroboros.experiment.yaml.Types;
import ouroboros.policy.Amount;
import ouroboros.policy.Policy.Choose;

/**
 * Binds amounts of real data: {@code {share: s}}, {@code {units: n}} or a bare number of units;
 * where a policy takes them, also {@code {tokens: n}}. A bare fraction is refused, because it could
 * mean either.
 */
final class AmountBinder {
  private static final String TOKENS = "tokens";
  private static final String EXPECTATION =
      "{share: 0.1} for a share of R or {units: 100} for units";

  private static final String WITH_TOKENS =
      "{share: 0.1} for a share of R, {units: 100} for units or {tokens: 1000} for tokens";

  /** An amount taken from R, and how its units are chosen. */
  record Chosen(Amount amount, Choose choose) {}

  private AmountBinder() {}

  /** An amount that must be given. */
  static Amount required(Section section, String key) {
    if (section.take(key) == null) {
      section.problem(key, "missing; it must be " + EXPECTATION);
      return new Amount.Share(1);
    }
    return optional(section, key, new Amount.Share(1));
  }

  /** An amount that must be given, and may be nothing. */
  static Amount orNone(Section section, String key) {
    Node.Field field = section.take(key);
    if (field != null && field.value() instanceof Node.Fields map) {
      Section amount = section.below(key, map, field.at());
      Amount read = shareOrUnits(section, key, amount, Range.SHARE, 0);
      amount.close();
      return read;
    }
    return field == null
        ? required(section, key)
        : bare(section, key, field.value(), 0, EXPECTATION);
  }

  /** An amount with a default. */
  static Amount optional(Section section, String key, Amount orElse) {
    Node.Field field = section.take(key);
    if (field == null) {
      return resolve(section.resolved().putObject(key), orElse);
    }
    if (field.value() instanceof Node.Fields map) {
      Section amount = section.below(key, map, field.at());
      Amount read = shareOrUnits(section, key, amount, Range.SOME, 1);
      amount.close();
      return read;
    }
    return bare(section, key, field.value(), 1, EXPECTATION);
  }

  /** An amount that must be given, of real data that is taken in a fixed order. */
  static Amount orTokens(Section section, String key) {
    Node.Field field = section.take(key);
    if (field != null && field.value() instanceof Node.Fields map) {
      Section amount = section.below(key, map, field.at());
      Amount read = any(section, key, amount);
      amount.close();
      return read;
    }
    return inUnits(section, key, field);
  }

  /** An amount that is given without a map, as units. */
  private static Amount inUnits(Section section, String key, Node.@Nullable Field field) {
    if (field == null) {
      section.problem(key, "missing; it must be " + WITH_TOKENS);
      return new Amount.Share(1);
    }
    return bare(section, key, field.value(), 1, WITH_TOKENS);
  }

  private static Amount any(Section section, String key, Section amount) {
    if (amount.take(TOKENS) != null) {
      return tokens(amount);
    }
    if (amount.take("share") == null && amount.take("units") == null) {
      section.problem(key, "none of share, units, tokens is given; it must be " + WITH_TOKENS);
      return new Amount.Share(1);
    }
    return shareOrUnits(section, key, amount, Range.SOME, 1);
  }

  /** An amount that must be given, with {@code choose} in its map. */
  static Chosen chosen(Section section, String key) {
    Node.Field field = section.take(key);
    if (field != null && field.value() instanceof Node.Fields map) {
      Section amount = section.below(key, map, field.at());
      Amount read = any(section, key, amount);
      Choose choose = ChooseBinder.bind(amount);
      amount.close();
      return new Chosen(read, choose);
    }
    Amount read = inUnits(section, key, field);
    if (section.resolved().get(key) instanceof ObjectNode resolved) {
      resolved.put("choose", "random");
    }
    return new Chosen(read, new Choose.Random());
  }

  private static Amount tokens(Section amount) {
    for (String other : List.of("share", "units")) {
      if (amount.take(other) != null) {
        amount.problem(other, "is given together with tokens; give one of them");
      }
    }
    return new Amount.Tokens(amount.required(TOKENS, Types.whole(1, Types.UNITS)));
  }

  private static Amount shareOrUnits(
      Section section, String key, Section amount, Range shares, long least) {
    boolean share = amount.take("share") != null;
    boolean units = amount.take("units") != null;
    if (amount.has(TOKENS)) {
      amount.take(TOKENS);
      amount.problem(
          TOKENS,
          "is possible only in real of policies anchor, fresh and weighted; it must be "
              + EXPECTATION);
      return new Amount.Share(1);
    }
    if (share && units) {
      amount.problem("units", "is given together with share; give one of them");
    } else if (share) {
      return new Amount.Share(amount.required("share", Types.number(shares)));
    } else if (units) {
      return new Amount.Units(amount.required("units", Types.whole(least, Types.UNITS)));
    } else {
      section.problem(key, "neither share nor units is given; it must be " + EXPECTATION);
    }
    return new Amount.Share(1);
  }

  private static Amount bare(
      Section section, String key, Node node, long least, String expectation) {
    if (node instanceof Node.Scalar s && s.type() == Node.Type.WHOLE) {
      Amount units = new Amount.Units(section.optional(key, Types.whole(least, Types.UNITS), 1L));
      return resolve(section.resolved().putObject(key), units);
    }
    if (node instanceof Node.Scalar s && s.type() == Node.Type.NUMBER) {
      String share = Shown.plain(s.text());
      section.problem(
          key,
          share
              + " is a bare fraction; it must be {share: "
              + share
              + "} for a share of R or {units: 100} for units");
    } else {
      section.problem(key, Type.described(node) + "; it must be " + expectation);
    }
    return new Amount.Share(1);
  }

  private static Amount resolve(ObjectNode resolved, Amount amount) {
    if (amount instanceof Amount.Share share) {
      resolved.put("share", share.share());
    } else if (amount instanceof Amount.Units units) {
      resolved.put("units", units.units());
    }
    return amount;
  }
}
