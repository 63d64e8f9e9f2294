// Addressed randomness: a draw is an address, not a stream. Same question, same answer, in any order, on any
// thread, in any scenario. Philox4x32-10 (Salmon et al., SC 2011); layout of the address in ENGINE.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace gs {

// What a draw is about. Append only: the order is part of every result.
enum class Purpose : std::uint8_t {
  sees_follow = 0,  // subject: account; content: post        -> stream for followers' coins
  sees_share = 1,   // subject: sharer; content: post         -> stream for listeners' coins
  acts = 2,         // content: post                          -> stream for action words
  displays = 3,     // content: post                          -> stream for displays per exposure
  post_luck = 4,    // subject: metric; content: post         -> a post's own luck (copula)
  plan_luck = 5,    // subject: metric                        -> luck shared by all posts of a plan
  parameters = 6,   // subject: ordinal of the parameter      -> posterior draws
  links = 7,        // subject: speaker; occasion: ordinal    -> growth of the follow graph
  people = 8,       // subject: person                        -> properties of people
  pit = 9,          // subject: metric; content: post         -> randomised PIT
  rounding = 10,    // subject: metric; content: post         -> rounding of expected counts
  delay = 11,       // content: post                          -> stream for delays
  reports = 12,     // what a platform adds on top (suppression, rounding)
  synthetic = 13,   // the made-up worlds of examples and tests
  paid = 14,        // content: ad set; occasion: round       -> stream of days and priorities
  paid_hour = 15,   // content: ad set; occasion: day, round  -> stream of hours
  paid_click = 16,  // content: ad set; occasion: day, round  -> stream of clicks
  price = 17,       // content: ad set                        -> what the market asks in this world
  // 18 .. 31 belong to people and what they follow
  seeding = 32,    // subject: page; content: post           -> stream of that page's followers' coins
  discovery = 33,  // content: post                          -> stream of strangers' priorities and delays
  crowding = 34,   // content: post                          -> stream of uniforms that crowding thins
  saves = 35,      // content: post                          -> stream of coins
  follows = 36,    // content: post                          -> stream of coins
  hides = 37,      // content: post                          -> stream of coins: hides; leaves as well
  unfollows = 38,  // content: post                          -> stream of coins
  hides_ad = 39,   // content: ad set; occasion: day, round  -> stream of coins: hides; leaves as well
  visits = 40,     // content: post, or ad set and occasion  -> stream of coins
  leads = 41,      // the same                               -> stream of coins and delays
  sales = 42,      // the same                               -> stream of coins and delays
  views = 43,      // content: ad set; occasion: day, round  -> stream of coins and delays
  tone = 44        // content: post                          -> stream of words: his comment; reads others'
};

struct World {
  std::uint32_t seed = 1, replicate = 0;
};  // the key: scenarios compared with each other share it

struct Question {
  std::uint64_t subject = 0;
  std::uint32_t content = 0;
  Purpose why{};
  std::uint32_t occasion = 0;  // < 2^24
};

// The raw block function; the published known answers are tested.
std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key);

std::array<std::uint32_t, 4> words(World world, Question question);
double uniform(World world, Question question);  // strictly inside (0,1), resolution 2^-32
double normal(World world, Question question);   // standard normal, by inversion of a 52-bit uniform
std::uint64_t stream_key(World world,
                         Question question);  // the 64-bit key of a stream of coins (core/coins.h)

// Keys of external ids: 64 bit for subjects, 32 bit for contents. Stable over versions (tests pin values).
std::uint64_t subject_key(std::string_view external_id);
std::uint32_t content_key(std::string_view external_id);

// Strong 64-bit finaliser (bijective).
constexpr std::uint64_t mix64(std::uint64_t x) {
  x ^= x >> 30;
  x *= 0xbf58476d1ce4e5b9ULL;
  x ^= x >> 27;
  x *= 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

}  // namespace gs
