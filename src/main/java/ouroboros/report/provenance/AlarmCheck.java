package ouroboros.report.provenance;

import ouroboros.report.ReportRow;

/**
 * What an alarm saw at one generation.
 *
 * @param alarm its number in the list of alarms, from 1
 * @param member which member of an ecosystem it watches, as in scopes; empty where there is one
 *     model
 * @param chart its kind in the spec
 * @param subject of its metric in the spec
 * @param row of {@code alarms.csv}
 */
record AlarmCheck(int alarm, String member, String chart, String subject, ReportRow row) {
  /** Which alarm, of which model, watches what. */
  String name() {
    return "alarm "
        + alarm
        + (member.isEmpty() ? "" : " of " + member)
        + ": "
        + metric()
        + "/"
        + subject;
  }

  String metric() {
    return row.text("metric");
  }

  String value() {
    return row.text("value");
  }

  String limit() {
    return row.text("limit");
  }

  String statistic() {
    return row.text("statistic");
  }

  String action() {
    return row.text("action");
  }

  boolean isFired() {
    return row.text("fired").equals("true");
  }
}
