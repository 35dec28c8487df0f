#include "order.h"

namespace dragoman::server {
namespace {

std::string_view first_of(const HeldEvent& e, Side side) {
  for (const Who& who : e.who) {
    if (who.side == side) return *who.words;
  }
  return {};
}

}  // namespace

const std::vector<std::string_view> event_orders{"day",    "-day",    "confidence", "-confidence", "type",   "-type",
                                                 "status", "-status", "source",     "-source",     "target", "-target",
                                                 "report", "-report", "reports",    "-reports"};

Events in_order(const Events& found, const std::string& order, const Happenings* happenings) {
  if (order == event_orders.front()) return found;
  const bool down = order.starts_with('-');
  const std::string name = order.substr(down);
  Events sorted(found.rbegin(), found.rend());
  using Words = std::string_view;
  const auto by = [&](const auto& key) { sort_by(sorted, down, [&](const HeldEvent* e) { return key(*e); }); };
  if (name == "type") by([](const HeldEvent& e) { return Words(*e.type); });
  if (name == "status") by([](const HeldEvent& e) { return Words(*e.status); });
  if (name == "source") by([](const HeldEvent& e) { return first_of(e, Side::Source); });
  if (name == "target") by([](const HeldEvent& e) { return first_of(e, Side::Target); });
  if (name == "report") by([](const HeldEvent& e) { return Words(e.stored.event.report); });
  if (name == "confidence") by([](const HeldEvent& e) { return e.stored.event.confidence; });
  if (name == "reports" && happenings) {
    by([&](const HeldEvent& e) {
      const auto at = happenings->by_event.find(e.stored.event.id);
      return at == happenings->by_event.end() ? std::size_t{0} : at->second->reports.size();
    });
  }
  return sorted;
}

}  // namespace dragoman::server
