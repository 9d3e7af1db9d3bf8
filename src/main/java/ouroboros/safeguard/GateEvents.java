package ouroboros.safeguard;

/** Hears what gates do to single candidates. Gates are numbered from 1. */
public interface GateEvents {
  /** Hears nothing. */
  GateEvents NONE =
      new GateEvents() {
        @Override
        public void dropped(int gate, long word, int[] sentence) {}

        @Override
        public void changed(int gate, long word, int[] before, int[] after) {}
      };

  /**
   * A gate dropped a candidate.
   *
   * @param word the candidate's counter word
   * @param sentence as the gate saw it
   */
  void dropped(int gate, long word, int[] sentence);

  /** A gate changed a candidate. */
  void changed(int gate, long word, int[] before, int[] after);
}
