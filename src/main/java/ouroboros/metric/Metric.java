package ouroboros.metric;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A named number. The permitted enums together are the catalogue; to add a metric is to add one
 * constant.
 */
public sealed interface Metric
    permits SizeMetric,
        CountMetric,
        RarefiedMetric,
        SentenceMetric,
        StrataMetric,
        TextModelMetric,
        MixtureMetric,
        SafeguardMetric,
        EcosystemMetric,
        KnownTruthMetric {
  /** The entry in the catalogue. */
  Description description();

  /** The name as in the catalogue: {@code types-n}, {@code types-n@}, {@code tokens}. */
  default String id() {
    return description().id();
  }

  /** Whether {@code metrics: default} includes it. */
  default boolean isDefault() {
    return description().isDefault();
  }

  /** Whether it is measured for every n of 1 .. {@code metric-order}. */
  default boolean perOrder() {
    return id().endsWith("-n") || id().endsWith("-n@");
  }

  /** The name in tables: {@code types-2} for {@code types-n} at n = 2. */
  default String written(int n) {
    return perOrder() ? id().replaceFirst("-n(@?)$", "-" + n + "$1") : id();
  }

  /** All names in tables for n = {@code firstN} .. {@code order}. */
  default List<String> written(int firstN, int order) {
    return perOrder()
        ? IntStream.rangeClosed(firstN, order).mapToObj(this::written).toList()
        : List.of(id());
  }
}
