// Reading objects by their field tables: kind, range, unknown keys, ids. For the parts of a document only.
#pragma once
#include <array>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "scenarios/document/json.h"
#include "scenarios/document/scenario_fields.h"

namespace gs {

using Names = std::vector<std::string>;

// Texts of a kind (platform, word, currency, zone, ages, hours); dates, times and paths are judged where they
// are used.
void check_kind(const JsonView& view, const std::string& text, std::string_view kind);

// Refuses what this build does not simulate; adds the keys, which count as known.
void check_later(const JsonView& view, std::span<const LaterKey> later, Names& known);

// Ids of one object: told apart by people, not only by computers.
void check_ids(const JsonView& view);

// The number in the fewest digits that read back to it, without an exponent: 0.000001.
std::string plain_number(const nlohmann::json& number);

// Numbers keyed by the id of something else in the document; whether that exists is judged by who knows it.
std::map<std::string, double> read_shares(const JsonView& object, const ShareTable& table);

template <class S, class T>
void read_into(const JsonView& view, const Field<S>& field, T& out) {
  if constexpr (std::is_same_v<T, std::optional<double>> || std::is_same_v<T, std::optional<std::int64_t>> ||
                std::is_same_v<T, std::optional<std::string>> || std::is_same_v<T, std::optional<Money>>) {
    read_into(view, field, out.emplace());
  } else if constexpr (std::is_same_v<T, double>) {
    out = view.number({field.low, field.high});
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    out = view.whole({static_cast<std::int64_t>(field.low), static_cast<std::int64_t>(field.high)});
  } else if constexpr (std::is_same_v<T, bool>) {
    out = view.flag();
  } else if constexpr (std::is_same_v<T, Money>) {
    view.number({field.low, field.high});
    out = parse_money(plain_number(view.value()), view.document().where(view.pointer()));
  } else {
    out = view.text({static_cast<std::size_t>(field.low), static_cast<std::size_t>(field.high)});
    check_kind(view, out, field.unit);
  }
}

template <class S, std::size_t N>
void read_fields(const JsonView& view, const std::array<Field<S>, N>& fields, S& out) {
  for (const Field<S>& field : fields) {
    const auto value = view.find(std::string(field.key));
    if (value)
      std::visit([&](auto member) { read_into(*value, field, out.*member); }, field.member);
    else if (field.source == "required")
      view.refuse("'" + std::string(field.key) + "' is missing", std::string(field.about), "S04");
  }
}

template <class S, std::size_t N>
Names keys_of(const std::array<Field<S>, N>& fields, Names more = {}) {
  for (const Field<S>& field : fields) more.emplace_back(field.key);
  return more;
}

template <class S, std::size_t N>
std::map<std::string, S> read_members(const JsonView& view,
                                      const std::array<Field<S>, N>& fields,
                                      std::span<const LaterKey> later = {}) {
  check_ids(view);
  std::map<std::string, S> all;
  for (const auto& [id, member] : view.members()) {
    Names known = keys_of(fields);
    check_later(member, later, known);
    member.only_keys(known);
    read_fields(member, fields, all[id]);
  }
  return all;
}

}  // namespace gs
