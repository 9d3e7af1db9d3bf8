package ouroboros.experiment.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Cell;
import ouroboros.experiment.EcosystemSpec;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Inject;
import ouroboros.experiment.Sampling;
import ouroboros.experiment.Size;
import ouroboros.experiment.TextBackend;
import ouroboros.experiment.ecosystem.EcosystemBinder;
import ouroboros.experiment.ecosystem.EcosystemChecks;
import ouroboros.experiment.yaml.Node;
import ouroboros.experiment.yaml.Problems;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.TreePath;
import ouroboros.policy.Policy;
import ouroboros.safeguard.SafeguardList;
import ouroboros.text.CorpusSpec;

/**
 * Binds the sections that can differ from cell to cell: {@code family}, {@code policy}, {@code
 * size}, ..
 */
final class CellsBinder {
  /** The keys of the file that are bound here. */
  static final List<String> KEYS =
      List.of(
          "family",
          "policy",
          "size",
          "real",
          "sampling",
          "safeguards",
          "refill",
          "ecosystem",
          "inject");

  private final Node.Fields file;
  private final Sweep sweep;
  private final CorpusSpec corpus;
  private final Problems problems;
  private final ArrayNode resolved;
  private final List<Cell> cells = new ArrayList<>();
  private final Map<String, String> nameOfSettings = new HashMap<>();

  private CellsBinder(
      Node.Fields file, Sweep sweep, CorpusSpec corpus, Problems problems, ArrayNode resolved) {
    this.file = file;
    this.sweep = sweep;
    this.corpus = corpus;
    this.problems = problems;
    this.resolved = resolved;
  }

  /** One cell per point; fewer after problems. */
  static List<Cell> bind(
      Node.Fields file, Sweep sweep, CorpusSpec corpus, Problems problems, ArrayNode resolved) {
    CellsBinder binder = new CellsBinder(file, sweep, corpus, problems, resolved);
    binder.unused("family", top -> bind(top, "family", FamilyBinder.EXAMPLE, FamilyBinder.KINDS));
    binder.unused("policy", top -> bind(top, "policy", PolicyBinder.EXAMPLE, PolicyBinder.KINDS));
    binder.unused("size", SizeBinder::size);
    binder.unused("safeguards", top -> SafeguardsBinder.bind(top, null, null, new Size.Real()));
    binder.unused("refill", SafeguardsBinder::refill);
    binder.unused("inject", top -> InjectBinder.bind(top, null));
    sweep.points().forEach(binder::cell);
    return binder.cells;
  }

  private void cell(Point point) {
    Node.Fields tree = point.in(file, problems);
    if (tree == null) {
      return;
    }
    Section top = Section.whole(tree, problems);
    Section familyHere = section(top, "family", FamilyBinder.EXAMPLE);
    Section policyHere = section(top, "policy", PolicyBinder.EXAMPLE);
    FamilySpec family = familyHere == null ? null : FamilyBinder.KINDS.bind(familyHere);
    Policy policy = policyHere == null ? null : PolicyBinder.KINDS.bind(policyHere);
    if (family != null && familyHere != null) {
      components(familyHere, family);
    }
    if (family != null && policyHere != null && policy != null) {
      PolicyChecks.check(policyHere, family, policy, corpus);
    }
    FamilySpec.Unit unit = family == null ? FamilySpec.Unit.SENTENCE : family.unit();
    SizeBinder.Drawn drawn = family == null && top.has("real") ? null : SizeBinder.bind(top, unit);
    Sampling sampling = SamplingBinder.bind(top, family);
    SafeguardList safeguards =
        SafeguardsBinder.bind(top, family, policy, drawn == null ? new Size.Real() : drawn.size());
    Inject inject = InjectBinder.bind(top, family);
    DrawingBinder.check(top, sampling, safeguards, policy, corpus);
    EcosystemSpec ecosystem = EcosystemBinder.bind(top, new MemberParts(family, sampling));
    if (family == null || policyHere == null || policy == null || drawn == null) {
      return;
    }
    boolean areAlike = ecosystem == null || EcosystemChecks.units(top, ecosystem, family);
    if (ecosystem != null && areAlike) {
      for (FamilySpec own : families(ecosystem)) {
        if (!own.equals(family)) {
          PolicyChecks.check(policyHere, own, policy, corpus);
          SafeguardsBinder.bind(top, own, policy, drawn.size());
        }
      }
      for (Sampling own : samplings(ecosystem)) {
        if (!own.equals(sampling)) {
          DrawingBinder.check(top, own, safeguards, policy, corpus);
        }
      }
    }
    EcosystemSpec.Member alone = new EcosystemSpec.Member(family, sampling, null);
    if (ecosystem != null && ecosystem.members().size() == 1) {
      alone = ecosystem.members().get(0);
      ecosystem = null;
    } else if (ecosystem != null && areAlike) {
      EcosystemChecks.check(top, ecosystem, drawn.size(), safeguards, policy, corpus);
      if (inject != null) {
        EcosystemChecks.inject(top, inject);
      }
    }
    if (sampling.backend() == Sampling.Backend.POPULATION && unit != FamilySpec.Unit.POINT) {
      TextBackend.problems(family, policy, drawn.size(), sampling, safeguards)
          .forEach(problem -> top.problem("sampling", "backend population: " + problem));
    }
    String name = point.name();
    String folder = CellName.folder(cells.size(), name);
    if (problems.isEmpty()) {
      refuseTwin(point, name, top.resolved() + " " + safeguards.refill());
    }
    cells.add(
        new Cell(
            cells.size(),
            name,
            folder,
            alone.family(),
            policy,
            drawn.size(),
            drawn.real(),
            alone.sampling(),
            safeguards,
            ecosystem,
            inject,
            point.leaves()));
    ObjectNode entry = resolved.addObject().put("cell", name).put("folder", folder);
    entry.setAll(top.resolved());
  }

  /** Components by stratum need strata. */
  private void components(Section section, FamilySpec family) {
    if (corpus.stratum() == null
        && family instanceof FamilySpec.NgramMixture mixture
        && mixture.grouping() instanceof FamilySpec.Grouping.ByStratum) {
      section.problem(
          "by",
          "stratum needs the field that holds it, but corpus.stratum is null; name the field, or"
              + " give components instead");
    }
  }

  private static List<FamilySpec> families(EcosystemSpec ecosystem) {
    return ecosystem.members().stream().map(EcosystemSpec.Member::family).distinct().toList();
  }

  private static List<Sampling> samplings(EcosystemSpec ecosystem) {
    return ecosystem.members().stream().map(EcosystemSpec.Member::sampling).distinct().toList();
  }

  /** Binds the sections of a member as those of a cell. */
  private final class MemberParts implements EcosystemBinder.Parts {
    private final @Nullable FamilySpec family;
    private final Sampling sampling;

    MemberParts(@Nullable FamilySpec family, Sampling sampling) {
      this.family = family;
      this.sampling = sampling;
    }

    @Override
    public @Nullable FamilySpec family() {
      return family;
    }

    @Override
    public Sampling sampling() {
      return sampling;
    }

    @Override
    public Problems problems() {
      return problems;
    }

    @Override
    public @Nullable FamilySpec family(Section member) {
      Section section = member.section("family", FamilyBinder.EXAMPLE);
      FamilySpec own = section == null ? null : FamilyBinder.KINDS.bind(section);
      if (section != null && own != null) {
        components(section, own);
      }
      return own;
    }

    @Override
    public Sampling sampling(Section member, @Nullable FamilySpec own) {
      return SamplingBinder.bind(member, own);
    }
  }

  /** A section of the file must be valid even where every cell replaces it. */
  private void unused(String key, Consumer<Section> binder) {
    Section top = Section.whole(file, problems);
    List<String> replacing =
        sweep.axes().stream().map(Axis::path).filter(p -> TreePath.of(p).startsWith(key)).toList();
    if (top.has(key) && replacing.equals(List.of(key))) {
      binder.accept(top);
    }
  }

  private static void bind(Section top, String key, String example, Kinds<?> kinds) {
    Section section = top.section(key, example);
    if (section != null) {
      kinds.bind(section);
    }
  }

  private @Nullable Section section(Section top, String key, String example) {
    return !top.has(key) && sweep.breaks(key) ? null : top.section(key, example);
  }

  /**
   * Refuses two cells with different names and the same settings: they would be computed twice and
   * compared with each other. A cell without safeguards is allowed under each {@code refill}, so
   * that the two can be crossed.
   */
  private void refuseTwin(Point point, String name, String settings) {
    String twin = nameOfSettings.putIfAbsent(settings, name);
    if (twin != null) {
      Axis last = point.axes().get(point.axes().size() - 1);
      problems.add(
          last.at(),
          "sweep",
          "cells " + twin + " and " + name + " are the same; remove one of the two");
    }
  }
}
