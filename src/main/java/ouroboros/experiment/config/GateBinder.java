package ouroboros.experiment.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.yaml.Node;
import ouroboros.experiment.yaml.Range;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Shown;
import ouroboros.experiment.yaml.Types;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.Safeguard.Gate;
import ouroboros.safeguard.Safeguard.Limits;
import ouroboros.safeguard.Safeguard.Pick;
import ouroboros.safeguard.Safeguard.Rest;
import ouroboros.safeguard.Safeguard.Reward;
import ouroboros.safeguard.Safeguard.WeightedReward;

/** Binds the gates that decide about single candidates: one method per kind. */
final class GateBinder {
  private static final int MOST_CANDIDATES = 1000;
  private static final int MOST_REVIEWERS = 101;
  private static final String REWARD = "reward";
  private static final String REWARD_EXAMPLE = "{values: [1, 0]}";
  static final String CRITIC_EXAMPLE = "{critic: {keep-rates: [1, 0]}, error: 0.1}";

  private GateBinder() {}

  static Gate detector(Section section) {
    if (section.has("train")) {
      return CriticBinder.detector(section);
    }
    return new Safeguard.Detector(
        section.required("recall", Types.number(Range.SHARE)),
        section.required("false-alarm", Types.number(Range.SHARE)));
  }

  /** A critic by type, or by quantiles. */
  static @Nullable Gate critic(Section section) {
    if (section.has("keep-rates")) {
      return keepRates(section);
    }
    if (section.has("preset")) {
      return CriticBinder.preset(section);
    }
    int order = section.optional("order", Types.count(1, 6), 3);
    List<Double> keep = section.required("keep", Types.list(Types.number(Range.SHARE)));
    Limits limits = section.optional("limits", Types.choice(Limits.class), Limits.FIXED);
    double noise = section.optional("noise", Types.number(Range.SHARE), 0.0);
    if (keep.isEmpty()) {
      return null;
    }
    if (keep.size() != 2 || !(keep.get(0) < keep.get(1))) {
      section.problem(
          "keep", keep + " is no interval; it must be two shares in order, such as [0.05, 0.95]");
      return null;
    }
    return new Safeguard.Critic(order, keep.get(0), keep.get(1), limits, noise);
  }

  private static Gate keepRates(Section section) {
    List<Double> rates = section.required("keep-rates", Types.list(Types.number(Range.SHARE)));
    if (!rates.isEmpty() && rates.stream().allMatch(rate -> rate == 0)) {
      section.problem("keep-rates", "are all 0, so nothing would pass; one must be above 0");
    }
    return new Safeguard.KeepRates(rates);
  }

  static @Nullable Gate bestOf(Section section) {
    int candidates = section.required("candidates", Types.count(1, MOST_CANDIDATES));
    List<WeightedReward> rewards = rewards(section);
    double scale = section.optional("scale", Types.number(Range.ADDED), 1.0);
    Pick choose = section.optional("choose", Types.choice(Pick.class), Pick.SAMPLE);
    return rewards.isEmpty() ? null : new Safeguard.BestOf(candidates, rewards, scale, choose);
  }

  private static List<WeightedReward> rewards(Section section) {
    Node.Field field = section.take(REWARD);
    List<WeightedReward> rewards = new ArrayList<>();
    if (field != null && field.value() instanceof Node.Items items) {
      if (items.values().isEmpty()) {
        section.problem(
            REWARD, "the list is empty; it must have a reward such as " + REWARD_EXAMPLE);
      }
      for (Section entry :
          section.sections(REWARD, "{reward: " + REWARD_EXAMPLE + ", weight: 1}")) {
        Reward reward = reward(entry);
        double weight = entry.optional("weight", Types.number(Range.POSITIVE), 1.0);
        entry.close();
        if (reward != null) {
          rewards.add(new WeightedReward(reward, weight));
        }
      }
      return rewards;
    }
    Reward reward = reward(section);
    return reward == null ? List.of() : List.of(new WeightedReward(reward, 1));
  }

  private static @Nullable Reward reward(Section section) {
    Node.Field field = section.take(REWARD);
    if (field == null) {
      section.problem(
          REWARD, "missing; it must be one of critic, length, diversity, or " + REWARD_EXAMPLE);
      return null;
    }
    if (!(field.value() instanceof Node.Fields map)) {
      return section.required(REWARD, Types.choice(Safeguard.OfText.class));
    }
    Section values = section.below(REWARD, map, field.at());
    List<Double> list = values.required("values", Types.list(Types.number(Range.COORDINATE)));
    values.close();
    return list.isEmpty() ? null : new Safeguard.Values(list);
  }

  /** Who decides, where a word says it. */
  private enum Deciding {
    QUEUE
  }

  private static Gate queue(Section section, Node.Scalar word) {
    if (word.type() == Node.Type.TEXT && !word.text().equals("queue")) {
      section.problem(
          "by",
          Shown.text(word.text())
              + " is unknown; it must be queue, or a map such as "
              + CRITIC_EXAMPLE);
    } else {
      section.required("by", Types.choice(Deciding.class));
    }
    return new Safeguard.Queue();
  }

  static @Nullable Gate review(Section section) {
    var budget = AmountBinder.orNone(section, "budget");
    Node.Field field = section.take("by");
    Node.Scalar word = field != null && field.value() instanceof Node.Scalar scalar ? scalar : null;
    Gate critic = word == null ? null : queue(section, word);
    Section by = word == null ? section.section("by", CRITIC_EXAMPLE) : null;
    double error = 0;
    double errorBad = 0;
    if (by != null) {
      Section judge = by.section("critic", "{keep-rates: [1, 0]}");
      if (judge != null) {
        critic = critic(judge);
        judge.close();
      }
      error = by.optional("error", Types.number(Range.SHARE), 0.0);
      errorBad = by.optional("error-bad", Types.number(Range.SHARE), error);
      by.close();
    }
    int reviewers = section.optional("reviewers", Types.count(1, MOST_REVIEWERS), 1);
    Rest rest = section.optional("rest", Types.choice(Rest.class), Rest.DROP);
    return critic == null
        ? null
        : new Safeguard.Review(
            budget, Objects.requireNonNull(critic), error, errorBad, reviewers, rest);
  }
}
