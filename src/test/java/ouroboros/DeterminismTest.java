package ouroboros;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.spark.util.AccumulatorV2;

/**
 * What "one seed, one answer" forbids in production code: chance that is not keyed, clocks, sums of
 * doubles in no fixed order, functions whose last bit depends on the processor.
 */
@AnalyzeClasses(packages = "ouroboros", importOptions = ImportOption.DoNotIncludeTests.class)
final class DeterminismTest {
  private static final Set<String> CHANCE_OF_SPARK =
      Set.of(
          "rand",
          "randn",
          "randstr",
          "uniform",
          "uuid",
          "shuffle",
          "sample",
          "sampleBy",
          "sampleByKey",
          "sampleByKeyExact",
          "takeSample",
          "randomSplit",
          "randomSplitAsList",
          "monotonically_increasing_id",
          "approxQuantile",
          "countApprox",
          "countApproxDistinct");

  private static final Set<String> NOT_EXACT =
      Set.of(
          "exp", "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot", "sin", "cos", "tan",
          "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh");

  @ArchTest
  static final ArchRule noRandomGeneratorOfTheJdk =
      noClasses().should().dependOnClassesThat(assignableTo(RandomGenerator.class));

  @ArchTest
  static final ArchRule noChanceWithoutAKey =
      never(
          "Math.random, Collections.shuffle",
          call ->
              (call.getTarget().getOwner().isEquivalentTo(Math.class)
                      || call.getTarget().getOwner().isEquivalentTo(StrictMath.class)
                      || call.getTarget().getOwner().isEquivalentTo(java.util.Collections.class))
                  && Set.of("random", "shuffle").contains(call.getName()));

  @ArchTest
  static final ArchRule noClock =
      never(
          "the time of day",
          call ->
              call.getName().equals("currentTimeMillis")
                  || (call.getTarget().getOwner().getPackageName().equals("java.time")
                      && Set.of("now", "systemUTC", "systemDefaultZone").contains(call.getName())));

  @ArchTest
  static final ArchRule stopwatchesInSparkOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("ouroboros.spark..")
          .should()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule noChanceOfSpark =
      never(
          "rand, sample and what else of Spark depends on partitions",
          call ->
              call.getTarget().getOwner().getPackageName().startsWith("org.apache.spark")
                  && CHANCE_OF_SPARK.contains(call.getName()));

  @ArchTest
  static final ArchRule noAccumulators =
      noClasses()
          .should()
          .dependOnClassesThat(assignableTo(AccumulatorV2.class))
          .orShould()
          .accessTargetWhere(
              DescribedPredicate.describe(
                  "an accumulator is made", call -> call.getName().endsWith("Accumulator")));

  /**
   * Numbered tasks may run in parallel: each writes to its own index, so results keep their order.
   */
  @ArchTest
  static final ArchRule parallelStreamsOverTaskNumbersOnly =
      never(
          "streams in no order",
          call ->
              call.getTarget().getOwner().getPackageName().startsWith("java.util")
                  && !call.getTarget().getOwner().isEquivalentTo(IntStream.class)
                  && Set.of("parallelStream", "parallel", "unordered").contains(call.getName()));

  @ArchTest
  static final ArchRule strictMathWhereMathMayDiffer =
      never(
          "functions of Math that may differ in the last bit",
          call ->
              call.getTarget().getOwner().isEquivalentTo(Math.class)
                  && NOT_EXACT.contains(call.getName()));

  private static ArchRule never(String what, Predicate<JavaAccess<?>> matches) {
    return noClasses().should().accessTargetWhere(DescribedPredicate.describe(what, matches));
  }
}
