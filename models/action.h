// What people do with a post, and how a post is put before them. Names as in JSON.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gs {

// How an exposure came about. The order is part of the calendar's sort key and of every result.
enum class Source : std::uint8_t { follow = 0, share = 1, discovery = 2, paid = 3, seeding = 4 };
inline constexpr std::size_t kSources = 5;
inline constexpr std::array<std::string_view, kSources> kSourceNames{
    "follow", "share", "discovery", "paid", "seeding"};

// At most once per person and post. "click" is a click anywhere on the post. One word decides the first kActs
// of them (exposure/acts.h), which every history counts; the others are rarer and have coins of their own.
enum class Action : std::uint8_t {
  click = 0,
  like = 1,
  comment = 2,
  share = 3,
  save = 4,
  follow = 5,    // of the post's account, by somebody who did not
  hide = 6,      // this post; the person sees no more of the account
  unfollow = 7,  // of the post's account
};
inline constexpr std::size_t kActs = 4, kActions = 8;
inline constexpr std::array<std::string_view, kActions> kActionNames{
    "click", "like", "comment", "share", "save", "follow", "hide", "unfollow"};

constexpr std::size_t index_of(Source source) { return static_cast<std::size_t>(source); }
constexpr std::size_t index_of(Action action) { return static_cast<std::size_t>(action); }

}  // namespace gs
