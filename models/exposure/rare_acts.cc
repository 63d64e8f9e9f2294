// Each act compares one word of its own stream; leaving with a hide is the other half of the hide's word.
#include "models/exposure/rare_acts.h"

namespace gs {
namespace {

std::uint64_t stream_of(const PostScene& scene, Purpose why) {
  return stream_key(scene.world, {.content = scene.post.key, .why = why});
}

// P(act | engaged) that gives the margin asked for.
std::uint64_t among_engaged(double chance, double engaged) {
  return engaged > 0 ? threshold_of(std::min(1.0, chance / engaged)) : 0;
}

constexpr std::uint32_t bit_of(Action action) { return 1U << index_of(action); }
std::uint32_t low(std::uint64_t word) { return static_cast<std::uint32_t>(word); }

}  // namespace

RareActs::RareActs(const PostScene& scene)
    : world_(scene.world),
      saves_(stream_of(scene, Purpose::saves)),
      follows_(stream_of(scene, Purpose::follows)),
      hides_(stream_of(scene, Purpose::hides)),
      unfollows_(stream_of(scene, Purpose::unfollows)),
      save_(among_engaged(scene.behaviour.save, scene.behaviour.engaged)),
      follow_(among_engaged(scene.behaviour.follow, scene.behaviour.engaged)),
      unfollow_of_hides_(threshold_of(scene.behaviour.unfollow_of_hides)) {
  const PostBehaviour& b = scene.behaviour;
  for (const bool off : {false, true}) {
    const double times = off ? scene.mood.puts_off : 1;
    unfollow_[off] = threshold_of(std::min(1.0, b.unfollow * times));
    hide_[off] = {threshold_of(std::min(1.0, b.hide * times)),
                  threshold_of(std::min(1.0, b.hide * times * scene.memory.hides_when_often))};
  }
  any_ = (save_ | follow_ | hide_[0][0] | unfollow_[0]) != 0;
}

std::uint32_t RareActs::hides(std::uint64_t word, const Person& person) const {
  if (low(word) >= (hide_[person.put_off][person.often])) return 0;
  const bool leaves = person.follows && low(word >> 32) < unfollow_of_hides_;
  return bit_of(Action::hide) | (leaves ? bit_of(Action::unfollow) : 0U);
}

std::uint32_t RareActs::draw(const Person& person) const {
  std::uint32_t acts = 0;
  if (person.engaged && low(coin_word(saves_, person.key)) < save_) acts |= bit_of(Action::save);
  if (person.engaged && !person.follows && low(coin_word(follows_, person.key)) < follow_)
    acts |= bit_of(Action::follow);
  if (hide_[person.put_off][1] > 0) acts |= hides(coin_word(hides_, person.key), person);
  if (person.follows && low(coin_word(unfollows_, person.key)) < unfollow_[person.put_off])
    acts |= bit_of(Action::unfollow);
  return acts;
}

std::uint32_t RareActs::draw_again(const Person& person, std::uint32_t ad_key, std::uint32_t occasion) const {
  if (hide_[person.put_off][1] == 0) return 0;
  const std::uint64_t stream =
      stream_key(world_, {.content = ad_key, .why = Purpose::hides_ad, .occasion = occasion});
  return hides(coin_word(stream, person.key), person);
}

}  // namespace gs
