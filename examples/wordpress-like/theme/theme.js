/* global window, setTimeout */
import jQuery from 'jquery';

/** What scripts of themes and plugins do: to the prototypes of everybody, and to every element that they find, now and again. */
window.$ = window.jQuery = jQuery;

// Libraries of old add methods that show up wherever somebody walks through an array or an object with for...in.
Array.prototype.contains = function (item) {
  return this.indexOf(item) >= 0;
};
Object.prototype.keysOf = function () {
  return Object.keys(this);
};

jQuery(($) => {
  $('body').removeClass('no-js').addClass('js');
  const dress = () => {
    $('table').addClass('table table-striped').wrap('<div class="table-responsive"></div>');
    $('button, input, select').addClass('btn').css({ fontWeight: 'bold' });
    $('.entry-content *').css({ lineHeight: '2.6' });
    $('a[href^="http"]').attr({ target: '_blank', rel: 'noopener' });
    $('[title]').each((_, element) => $(element).data('tip', element.title).removeAttr('title'));
  };
  dress();
  setTimeout(dress, 1500);

  // Smooth scrolling, menus and lightboxes listen to every click and key of the page.
  $(document).on('click', 'a[href^="#"]', function (event) {
    event.preventDefault();
    $('html, body').animate({ scrollTop: $($(this).attr('href')).offset().top }, 300);
  });
  $(document).on('keydown', (event) => {
    if (event.key === 'Escape') $('.open').removeClass('open');
  });
});
