package ouroboros.ancestry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;

class FamilyTreeTest {
  private static final Place HUMAN = new Place(Place.REAL, 7, 1);
  private static final Place RESERVE = new Place(Place.RESERVE, 2, 0);
  private static final Place OLD = new Place(1, 4, 2);
  private static final Place MUTANT = new Place(2, 5, 0);
  private static final Place A = new Place(3, 0, 0);
  private static final Place B = new Place(3, 0, 1);
  private static final Place C = new Place(3, 6, 0);
  private static final Place D = new Place(3, 9, 3);

  /** A and B descend from one token of S_1, C from reserve at once, D from a mutation in S_2. */
  private static FamilyTree tree() {
    FamilyTree tree = new FamilyTree(3, List.of(A, B, C, D));
    tree.put(A, new Parent(OLD, 2, 9));
    tree.put(B, new Parent(OLD, 2, 9));
    tree.put(C, new Parent(RESERVE, 1, 9));
    tree.put(D, new Parent(MUTANT, 2, 9));
    tree.put(MUTANT, Parent.mutation(9));
    tree.put(OLD, new Parent(HUMAN, 2, 9));
    return tree;
  }

  @Test
  void aTokenKnowsItsOldestAncestorAndHowManyDrawsLieBetween() {
    FamilyTree tree = tree();
    assertThat(tree.human(A)).contains(HUMAN);
    assertThat(tree.human(C)).contains(RESERVE);
    assertThat(tree.human(D)).isEmpty();
    assertThat(tree.eldest(D)).isEqualTo(MUTANT);
    assertThat(List.of(A, C, D, OLD, MUTANT, HUMAN).stream().map(tree::depth))
        .containsExactly(2, 1, 2, 1, 1, 0);
    assertThat(tree.path(B)).containsExactly(B, OLD, HUMAN);
  }

  @Test
  void foundersLineagesAndMutationsAreCounted() {
    FamilyTree tree = tree();
    assertThat(tree.founders()).containsExactly(entry(RESERVE, 1), entry(HUMAN, 2));
    assertThat(tree.lineages())
        .containsExactly(
            entry(Place.RESERVE, 1), entry(Place.REAL, 1), entry(1, 1), entry(2, 1), entry(3, 4));
    assertThat(tree.mutated()).isEqualTo(1);
    assertThat(tree.mutations()).isEqualTo(1);
  }
}
