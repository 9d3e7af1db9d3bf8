package ouroboros.experiment;

/** Which sealed states are kept. */
public enum Keep {
  ALL,
  /** Only the states that the policy and a resume need. */
  NEEDED,
  LAST
}
