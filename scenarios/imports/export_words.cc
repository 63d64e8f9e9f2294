// One row per English name, one column per language of kLanguages, alternatives divided by '|'; all folded
// as headers are (headers.h).
#include "scenarios/imports/export_words.h"

#include <algorithm>
#include <span>

#include "scenarios/imports/ads/ad_words.h"
#include "scenarios/reading/headers.h"

namespace gs {
namespace {

// Russian, Spanish, Polish, Indonesian, French, German
constexpr std::array<HeaderWords, 47> kHeaders{{
    {"account id",
     {"идентификатор аккаунта|id аккаунта",
      "identificador de la cuenta|id de la cuenta",
      "identyfikator konta|id konta",
      "id akun",
      "identifiant du compte|id du compte|id de compte",
      "konto-id"}},
    {"account name",
     {"название аккаунта|имя аккаунта",
      "nombre de la cuenta",
      "nazwa konta",
      "nama akun",
      "nom du compte",
      "kontoname|name des kontos"}},
    {"account username",
     {"имя пользователя аккаунта|имя пользователя",
      "nombre de usuario de la cuenta|nombre de usuario",
      "nazwa użytkownika konta|nazwa użytkownika",
      "nama pengguna akun|nama pengguna",
      "nom d'utilisateur du compte|nom d'utilisateur",
      "benutzername des kontos|konto-benutzername|benutzername"}},
    {"add to favorites",
     {"добавлено в избранное|в избранном",
      "añadir a favoritos|agregar a favoritos",
      "dodaj do ulubionych|dodano do ulubionych",
      "tambahkan ke favorit",
      "ajouter aux favoris|ajouts aux favoris",
      "zu favoriten hinzufügen|zu favoriten hinzugefügt"}},
    {"clicks", {"клики|переходы", "clics", "kliknięcia", "klik", "clics", "klicks"}},
    {"comments", {"комментарии", "comentarios", "komentarze", "komentar", "commentaires", "kommentare"}},
    {"comments added",
     {"добавленные комментарии|добавлено комментариев|комментарии",
      "comentarios añadidos|comentarios agregados|comentarios",
      "dodane komentarze|komentarze",
      "komentar ditambahkan|komentar yang ditambahkan|komentar",
      "commentaires ajoutés|commentaires",
      "hinzugefügte kommentare|kommentare"}},
    {"content", {"контент", "contenido", "treść|treści|zawartość", "konten", "contenu", "inhalt|inhalte"}},
    {"content type",
     {"тип контента", "tipo de contenido", "typ treści", "jenis konten", "type de contenu", "inhaltstyp"}},
    {"created date",
     {"дата создания",
      "fecha de creación",
      "data utworzenia",
      "tanggal dibuat|tanggal pembuatan",
      "date de création",
      "erstellungsdatum|erstelldatum|erstellt am"}},
    {"date", {"дата", "fecha", "data", "tanggal", "date", "datum"}},
    {"description", {"описание", "descripción", "opis", "deskripsi|keterangan", "", "beschreibung"}},
    {"duration", {"продолжительность|длительность", "duración", "czas trwania", "durasi", "durée", "dauer"}},
    {"follows",
     {"подписки",
      "seguimientos",
      "obserwacje",
      "mengikuti|ikuti",
      "suivis|abonnements",
      "abos|neue follower"}},
    {"impressions",
     {"показы", "impresiones", "wyświetlenia|liczba wyświetleń", "tayangan|impresi", "", "impressionen"}},
    {"likes",
     {"отметки \"нравится\"|отметки «нравится»|нравится|лайки",
      "me gusta|'me gusta'|\"me gusta\"",
      "polubienia",
      "suka|tanda suka",
      "j'aime|mentions j'aime|mentions \"j'aime\"",
      "gefällt mir|\"gefällt mir\"-angaben|gefällt mir-angaben"}},
    {"page id",
     {"идентификатор страницы|id страницы",
      "identificador de la página|id de la página",
      "identyfikator strony|id strony",
      "id halaman",
      "identifiant de page|identifiant de la page|id de page|id de la page",
      "seiten-id"}},
    {"page name",
     {"название страницы",
      "nombre de la página",
      "nazwa strony",
      "nama halaman",
      "nom de la page",
      "seitenname|name der seite"}},
    {"post id",
     {"идентификатор публикации|id публикации",
      "identificador de la publicación|id de la publicación|id de publicación",
      "identyfikator posta|identyfikator publikacji|id posta",
      "id postingan",
      "identifiant de publication|identifiant de la publication|id de publication|id de la publication",
      "beitrags-id"}},
    {"post link",
     {"ссылка на публикацию",
      "enlace de la publicación|enlace a la publicación",
      "link do posta|link do publikacji",
      "tautan postingan",
      "lien de la publication|lien du post",
      "beitragslink|link zum beitrag"}},
    {"post time",
     {"время публикации|дата публикации",
      "hora de publicación|fecha de publicación",
      "czas publikacji|data publikacji",
      "waktu posting|waktu diposting|waktu postingan",
      "heure de publication|date de publication",
      "veröffentlichungszeit|zeitpunkt der veröffentlichung"}},
    {"post title",
     {"заголовок публикации|название публикации",
      "título de la publicación",
      "tytuł posta|tytuł publikacji",
      "judul postingan",
      "titre de la publication|titre du post",
      "beitragstitel|titel des beitrags"}},
    {"post type",
     {"тип публикации",
      "tipo de publicación",
      "typ posta|typ publikacji",
      "jenis postingan|tipe postingan",
      "type de publication",
      "beitragstyp|art des beitrags"}},
    {"publish time",
     {"время публикации",
      "hora de publicación|fecha de publicación",
      "czas publikacji|godzina publikacji",
      "waktu publikasi|waktu penerbitan",
      "heure de publication|date de publication",
      "veröffentlichungszeit|zeitpunkt der veröffentlichung|veröffentlichungszeitpunkt"}},
    {"reach", {"охват", "alcance", "zasięg", "jangkauan", "couverture|portée", "reichweite"}},
    {"reactions", {"реакции", "reacciones", "reakcje", "reaksi|tanggapan", "réactions", "reaktionen"}},
    {"reactions, comments and shares",
     {"реакции, комментарии и репосты",
      "reacciones, comentarios y veces compartido|reacciones, comentarios y contenido compartido",
      "reakcje, komentarze i udostępnienia",
      "reaksi, komentar, dan berbagi|tanggapan, komentar, dan berbagi",
      "réactions, commentaires et partages",
      "reaktionen, kommentare und geteilte inhalte"}},
    {"reposts",
     {"репосты", "veces compartido|reposts", "udostępnienia", "posting ulang", "republications", "reposts"}},
    {"saves",
     {"сохранения",
      "guardados|veces guardado|veces que se guardó",
      "zapisania|zapisy",
      "simpan|disimpan|penyimpanan",
      "enregistrements",
      "gespeichert|gespeicherte inhalte|speicherungen"}},
    {"shares",
     {"репосты|поделились",
      "veces compartido|compartidos|contenido compartido|veces que se compartió",
      "udostępnienia",
      "berbagi|dibagikan|bagikan",
      "partages",
      "geteilte inhalte|mal geteilt|geteilt"}},
    {"subscribers gained",
     {"новые подписчики",
      "suscriptores ganados|suscriptores obtenidos",
      "zyskani subskrybenci",
      "subscriber yang diperoleh|subscriber diperoleh",
      "abonnés gagnés",
      "gewonnene abonnenten"}},
    {"title", {"название|заголовок", "título", "tytuł", "judul", "titre", "titel"}},
    {"total clicks",
     {"всего кликов|клики (всего)",
      "total de clics|clics totales",
      "łączna liczba kliknięć|kliknięcia łącznie",
      "total klik",
      "total des clics|nombre total de clics|clics totaux",
      "klicks insgesamt|gesamtzahl der klicks"}},
    {"total comments",
     {"всего комментариев|общее количество комментариев",
      "total de comentarios|comentarios totales",
      "łączna liczba komentarzy|suma komentarzy",
      "total komentar",
      "total des commentaires|nombre total de commentaires|commentaires totaux",
      "kommentare insgesamt|gesamtzahl der kommentare"}},
    {"total likes",
     {"всего лайков|общее количество лайков",
      "total de me gusta|me gusta totales",
      "łączna liczba polubień|suma polubień",
      "total suka",
      "total des j'aime|nombre total de j'aime|j'aime totaux",
      "likes insgesamt|gesamtzahl der likes"}},
    {"total shares",
     {"всего репостов|общее количество репостов",
      "total de veces compartido|total de compartidos",
      "łączna liczba udostępnień|suma udostępnień",
      "total berbagi|total dibagikan",
      "total des partages|nombre total de partages|partages totaux",
      "geteilt insgesamt|gesamtzahl der geteilten inhalte"}},
    {"total views",
     {"всего просмотров|общее количество просмотров",
      "total de visualizaciones|visualizaciones totales|total de vistas",
      "łączna liczba wyświetleń|suma wyświetleń",
      "total penayangan|total tayangan",
      "total des vues|nombre total de vues|vues totales",
      "aufrufe insgesamt|gesamtzahl der aufrufe"}},
    {"unique viewers",
     {"уникальные зрители",
      "espectadores únicos|usuarios únicos",
      "unikalni widzowie",
      "penonton unik",
      "spectateurs uniques",
      "einzelne zuschauer|eindeutige zuschauer"}},
    {"video link",
     {"ссылка на видео",
      "enlace del vídeo|enlace del video",
      "link do filmu|link do filmiku",
      "link video|tautan video",
      "lien de la vidéo|lien vidéo",
      "videolink|video-link"}},
    {"video publish time",
     {"время публикации видео|дата публикации видео",
      "hora de publicación del vídeo|hora de publicación del video",
      "czas publikacji filmu|godzina publikacji filmu|data publikacji filmu",
      "waktu publikasi video",
      "heure de publication de la vidéo|date de publication de la vidéo",
      "veröffentlichungszeit des videos|zeitpunkt der veröffentlichung des videos"}},
    {"video title",
     {"название видео",
      "título del vídeo|título del video",
      "tytuł filmu|tytuł filmiku",
      "judul video",
      "titre de la vidéo",
      "videotitel|titel des videos"}},
    {"video views",
     {"просмотры видео",
      "visualizaciones del vídeo|visualizaciones del video|visualizaciones de vídeo",
      "wyświetlenia filmu|wyświetlenia wideo",
      "penayangan video|tayangan video",
      "vues de la vidéo|vues vidéo",
      "videoaufrufe"}},
    {"views",
     {"просмотры",
      "visualizaciones|vistas|reproducciones",
      "wyświetlenia|odsłony|obejrzenia",
      "penayangan|tayangan|dilihat",
      "vues",
      "aufrufe"}},
    {"views from boosted posts",
     {"просмотры продвигаемых публикаций",
      "visualizaciones de publicaciones promocionadas",
      "wyświetlenia promowanych postów",
      "tayangan dari postingan yang diiklankan",
      "vues des publications boostées",
      "aufrufe beworbener beiträge"}},
    {"reach from boosted posts",
     {"охват продвигаемых публикаций",
      "alcance de publicaciones promocionadas",
      "zasięg promowanych postów",
      "jangkauan dari postingan yang diiklankan",
      "couverture des publications boostées",
      "reichweite beworbener beiträge"}},
    {"published",
     {"опубликовано", "publicado", "opublikowano", "dipublikasikan", "publié", "veröffentlicht"}},
    {"caption", {"подпись", "pie de foto", "podpis", "takarir", "légende", "bildunterschrift"}},
}};

constexpr std::array<std::string_view, 24> kTotals{
    "total",      "totals",        "grand total",       "итого",         "всего",        "итог",
    "общий итог", "total general", "totales",           "suma",          "suma końcowa", "razem",
    "łącznie",    "jumlah",        "total keseluruhan", "total général", "totaux",       "ensemble",
    "gesamt",     "gesamtsumme",   "gesamtergebnis",    "summe",         "insgesamt",    "totals row"};

struct KindWords {
  std::string_view ours, theirs;
};
constexpr std::array<KindWords, 7> kKinds{
    {{"photo",
      "photo|photos|image|images|foto|fotos|фото|фотографии|zdjęcie|zdjęcia|imagen|imágenes|bild|bilder"},
     {"video",
      "video|videos|live|vídeo|vídeos|vidéo|vidéos|видео|film|filmy|film wideo|wideo|directo|na żywo|прямой "
      "эфир"},
     {"reel", "reel|reels|рилс|рилсы|видео reels|rolka|rolki"},
     {"link", "link|links|ссылка|ссылки|enlace|enlaces|linki|tautan|lien|liens"},
     {"status", "text|texts|status|текст|texto|textos|tekst|teksty|teks|texte|textes|статус"},
     {"carousel",
      "carousel|album|multi_media|carrusel|карусель|карусели|karuzela|korsel|carrousel|karussell|álbum|"
      "альбом"},
     {"story", "story|stories|история|истории|historia|historias|relacja|relacje|cerita|storys"}}};

struct Entry {
  std::string_view theirs;
  HeaderMeaning meaning;
};

// The table turned round, sorted by what stands in a header.
std::vector<Entry> entries() {
  std::vector<Entry> all;
  const auto add = [&](std::span<const HeaderWords> table) {
    for (const HeaderWords& row : table)
      for (std::size_t language = 0; language < kLanguages.size(); ++language)
        for (const std::string_view name : names_in(row.theirs[language]))
          all.push_back({name, {row.english, static_cast<std::uint8_t>(language)}});
  };
  add(kHeaders);
  add(ad_header_words());
  std::stable_sort(
      all.begin(), all.end(), [](const Entry& a, const Entry& b) { return a.theirs < b.theirs; });
  return all;
}

bool holds(std::string_view alternatives, std::string_view name) {
  const std::vector<std::string_view> all = names_in(alternatives);
  return std::find(all.begin(), all.end(), name) != all.end();
}

// "IG reel", "Reel de Instagram", "IG-Reel" -> "reel"
std::string without_platform(std::string word) {
  for (const std::string_view start : {"ig ", "ig-", "instagram ", "instagram-"})
    if (word.starts_with(start)) word.erase(0, start.size());
  for (const std::string_view end :
       {" de instagram", " d'instagram", " de ig", " instagram", " ig", " na instagramie"})
    if (word.ends_with(end)) word.resize(word.size() - end.size());
  return word;
}

}  // namespace

std::vector<HeaderMeaning> meanings_of(std::string_view folded_name) {
  static const std::vector<Entry> kEntries = entries();
  std::vector<HeaderMeaning> meanings;
  auto entry = std::lower_bound(
      kEntries.begin(), kEntries.end(), folded_name, [](const Entry& e, std::string_view name) {
        return e.theirs < name;
      });
  for (; entry != kEntries.end() && entry->theirs == folded_name; ++entry) meanings.push_back(entry->meaning);
  return meanings;
}

bool is_total(std::string_view cell) {
  constexpr std::size_t kLongest = 60;
  if (cell.starts_with("Results from ")) return true;  // "… 7 campaigns": Meta's totals row
  cell = cell.substr(0, cell.find(':'));
  if (cell.empty() || cell.size() > kLongest || cell.find_first_of("0123456789") != cell.npos) return false;
  return std::find(kTotals.begin(), kTotals.end(), folded(cell)) != kTotals.end();
}

std::string post_kind(std::string_view theirs) {
  const std::string word = without_platform(folded(theirs));
  for (const KindWords& kind : kKinds)
    if (holds(kind.theirs, word)) return std::string(kind.ours);
  return word;
}

}  // namespace gs
