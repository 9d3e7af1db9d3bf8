package ouroboros.experiment.ecosystem;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.EcosystemSpec;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Sampling;
import ouroboros.experiment.yaml.Node;
import ouroboros.experiment.yaml.Problems;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Shown;
import ouroboros.experiment.yaml.Types;
import ouroboros.policy.Ecosystem;
import ouroboros.random.Key;

/** Binds {@code ecosystem}: several models that feed one pool. */
public final class EcosystemBinder {
  /** The key of the section. */
  public static final String KEY = "ecosystem";

  private static final String EXAMPLE = "{members: 4, real: shared, mixing: {own: 0.9}}";
  private static final String MEMBERS = "members";
  private static final String MEMBER = "{sampling: {temperature: 0.9}}";
  private static final String STRATUM = "stratum";
  private static final String REAL = "real";

  private final Section section;
  private final Parts parts;
  private final List<EcosystemSpec.Member> members = new ArrayList<>();

  private EcosystemBinder(Section section, Parts parts) {
    this.section = section;
    this.parts = parts;
  }

  /** Binds what a member may have of its own. */
  public interface Parts {
    /** The family of the cell; null after a problem with it. */
    @Nullable FamilySpec family();

    /** The sampling of the cell. */
    Sampling sampling();

    /** The family of a member; null after a problem. */
    @Nullable FamilySpec family(Section member);

    /** The sampling of a member. */
    Sampling sampling(Section member, @Nullable FamilySpec family);

    /** The place for problems of a matrix. */
    Problems problems();
  }

  /**
   * The section of a file, or null if it is not given. One member alone changes nothing but its own
   * settings.
   */
  public static @Nullable EcosystemSpec bind(Section top, Parts parts) {
    top.know(List.of(KEY));
    if (!top.has(KEY)) {
      return null;
    }
    Section section = top.section(KEY, EXAMPLE);
    return section == null ? null : new EcosystemBinder(section, parts).bind();
  }

  private @Nullable EcosystemSpec bind() {
    int before = section.problemsSoFar();
    bindMembers();
    int many = members.size();
    Ecosystem.Real real =
        section.optional(REAL, Types.choice(Ecosystem.Real.class), Ecosystem.Real.SHARED);
    strata(real);
    Ecosystem.Mixing mixing = new MixingBinder(section, parts.problems(), many).bind();
    section.close();
    FamilySpec family = parts.family();
    if (family == null || section.problemsSoFar() > before) {
      return null;
    }
    return new EcosystemSpec(new Ecosystem(many, real, mixing), members);
  }

  private void bindMembers() {
    Node.Field field = section.take(MEMBERS);
    if (field == null || !(field.value() instanceof Node.Items)) {
      int many = section.required(MEMBERS, Types.count(1, Key.MEMBERS));
      FamilySpec family = parts.family();
      if (family != null) {
        members.addAll(
            Collections.nCopies(many, new EcosystemSpec.Member(family, parts.sampling(), null)));
      }
      return;
    }
    List<Section> each = section.sections(MEMBERS, MEMBER);
    int many = ((Node.Items) field.value()).values().size();
    if (many == 0 || many > Key.MEMBERS) {
      section.problem(
          MEMBERS, "a list of " + many + " members; it must have 1 to " + Key.MEMBERS + " of them");
    }
    each.forEach(this::member);
  }

  private void member(Section member) {
    FamilySpec family = member.has("family") ? parts.family(member) : parts.family();
    Sampling sampling =
        member.has("sampling") || member.has("family")
            ? parts.sampling(member, family)
            : parts.sampling();
    String stratum = null;
    if (member.has(REAL)) {
      Section real = member.section(REAL, "{stratum: bierce}");
      if (real != null) {
        stratum = real.required(STRATUM, Types.text());
        real.close();
      }
    }
    member.know(List.of("family", "sampling", REAL));
    member.close();
    if (family != null) {
      members.add(new EcosystemSpec.Member(family, sampling, stratum));
    }
  }

  /** Strata are named by all members or by none. */
  private void strata(Ecosystem.Real real) {
    List<String> named =
        members.stream()
            .map(EcosystemSpec.Member::stratum)
            .filter(Objects::nonNull)
            .map(String::valueOf)
            .toList();
    if (!named.isEmpty() && real != Ecosystem.Real.STRATUM) {
      section.problem(
          REAL,
          "members name the stratum that they start from, so it must be stratum, not "
              + (real == Ecosystem.Real.SHARED ? "shared" : "disjoint"));
    } else if (!named.isEmpty() && named.size() < members.size()) {
      section.problem(
          MEMBERS,
          named.size()
              + " of "
              + members.size()
              + " members name a stratum; it must be all of them or none");
    }
    for (int i = 0; i < named.size(); i++) {
      if (named.subList(0, i).contains(named.get(i))) {
        section.problem(
            MEMBERS,
            "stratum " + Shown.text(named.get(i)) + " is of two members; each must have its own");
      }
    }
    if (real == Ecosystem.Real.STRATUM && members.size() == 1) {
      section.problem(
          MEMBERS, "1 member, but real: stratum needs one for each stratum; it must be at least 2");
    }
  }
}
